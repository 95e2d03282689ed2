package io.auspex.model.explain;

import io.auspex.model.Member;

/** What a member says before its link, in double precision. */
final class MemberMargins {
    private MemberMargins() {}

    /**
     * @param features of the member's pipeline
     * @return {@code double[output][row]}
     */
    static double[][] of(Member member, float[][] features, int rows) {
        float[][] margins = new float[member.predictor().outputs()][rows];
        member.predictor().margins(features, rows, margins);
        double[][] wide = new double[margins.length][rows];
        for (int output = 0; output < margins.length; output++) {
            for (int row = 0; row < rows; row++) {
                wide[output][row] = margins[output][row];
            }
        }
        return wide;
    }
}
