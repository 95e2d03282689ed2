package io.auspex.model;

import io.auspex.model.predict.Link;
import java.util.List;
import java.util.OptionalDouble;

/** Whether members and a threshold can answer a task. */
final class TaskFit {
    private TaskFit() {}

    /** @throws IllegalArgumentException if they cannot */
    static void require(Task task, List<Member> members, OptionalDouble threshold) {
        for (Member member : members) {
            int outputs = member.predictor().outputs();
            if (!fits(task, outputs, member.link(), members.size())) {
                throw new IllegalArgumentException("A member with " + outputs + " outputs and the link " + member.link()
                        + " does not fit the task " + describe(task));
            }
        }
        if (threshold.isPresent()) {
            requireThreshold(task, members, threshold.getAsDouble());
        }
    }

    private static boolean fits(Task task, int outputs, Link link, int members) {
        if (task instanceof Task.Classification classification) {
            int labels = classification.labels().size();
            boolean oneProbability = outputs == 1
                    && labels == 2
                    && (link == Link.LOGISTIC || link == Link.HINGE || link == Link.PROBABILITY);
            boolean oneEach = link == Link.SOFTMAX
                    || link == Link.PROBABILITY
                    || link == Link.LOGISTIC
                    || link == Link.LOGISTIC_SHARES;
            return oneProbability || (outputs == labels && oneEach);
        }
        if (task instanceof Task.Clustering clustering) {
            return outputs == clustering.clusters() && link == Link.IDENTITY && members == 1;
        }
        if (task instanceof Task.Outputs several) {
            return outputs == several.count();
        }
        return outputs == 1 && link != Link.SOFTMAX && link != Link.PROBABILITY && link != Link.LOGISTIC_SHARES;
    }

    private static void requireThreshold(Task task, List<Member> members, double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("The threshold " + threshold + " is not between 0 and 1");
        }
        if (!(task instanceof Task.Classification classification)
                || classification.labels().size() != 2) {
            throw new IllegalArgumentException("Only a classification of two labels has a threshold");
        }
        if (members.stream().anyMatch(TaskFit::scoresLabelsApart)) {
            throw new IllegalArgumentException("Labels whose probabilities do not add up to 1 have no threshold");
        }
    }

    /** Whether each label has a probability of its own, whatever the others have: they need not add up to 1. */
    static boolean scoresLabelsApart(Member member) {
        return member.link() == Link.LOGISTIC && member.predictor().outputs() > 1;
    }

    static String describe(Task task) {
        if (task instanceof Task.Clustering clustering) {
            return "clustering into " + clustering.clusters() + " clusters by one member";
        }
        if (task instanceof Task.Outputs several) {
            return "prediction of " + several.count() + " numbers";
        }
        return task instanceof Task.Classification classification
                ? "classification of " + classification.labels().size() + " labels"
                : "regression";
    }
}
