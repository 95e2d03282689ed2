package io.auspex.benchmark.predict.engine;

import io.auspex.benchmark.predict.sample.Block;
import io.auspex.model.Member;
import io.auspex.model.Model;
import java.util.List;

/** Our reference predictor: the one that every faster one is tested against, transformers included. */
public final class Reference implements Engine {
    public static final String NAME = "reference";

    private final Member member;

    /** @param model of one member */
    public Reference(Model model) {
        this.member = model.members().get(0);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean hasThreads() {
        return false;
    }

    @Override
    public Caller caller(List<Block> blocks, int threads) {
        return new MemberCaller(member, blocks);
    }

    private static final class MemberCaller implements Caller {
        private final Member member;
        private final List<Block> blocks;
        private float[][] last = new float[0][];

        MemberCaller(Member member, List<Block> blocks) {
            this.member = member;
            this.blocks = blocks;
        }

        @Override
        public void predict(int call) {
            Block block = blocks.get(call % blocks.size());
            float[][] margins = new float[member.predictor().outputs()][block.rows()];
            member.predictor().margins(member.pipeline().transform(block.columns()), block.rows(), margins);
            last = margins;
        }

        @Override
        public float[][] margins() {
            return last;
        }
    }
}
