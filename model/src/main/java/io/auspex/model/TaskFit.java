package io.auspex.model;

import io.auspex.model.decision.Decision;
import io.auspex.model.decision.Uncertainty;
import io.auspex.model.predict.Link;
import java.util.List;
import java.util.Optional;

/** Whether members, a decision and tables of errors can answer a task. */
final class TaskFit {
    private TaskFit() {}

    /** @throws IllegalArgumentException if they cannot */
    static void require(Task task, List<Member> members, Decision decision, Optional<Uncertainty> uncertainty) {
        for (Member member : members) {
            int outputs = member.predictor().outputs();
            if (!fits(task, outputs, member.link(), members.size())) {
                throw new IllegalArgumentException("A member with " + outputs + " outputs and the link " + member.link()
                        + " does not fit the task " + describe(task));
            }
        }
        requireDecision(task, members, decision);
        boolean known = uncertainty
                .map(tables -> tables instanceof Uncertainty.Intervals
                        ? task instanceof Task.Regression
                        : task instanceof Task.Classification
                                && members.stream().noneMatch(TaskFit::scoresLabelsApart))
                .orElse(true);
        if (!known) {
            throw new IllegalArgumentException("The tables of the errors do not fit the task " + describe(task));
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

    private static void requireDecision(Task task, List<Member> members, Decision decision) {
        if (decision.isPlain()) {
            return;
        }
        if (!(task instanceof Task.Classification classification)) {
            throw new IllegalArgumentException("Only a classification of two labels has a threshold");
        }
        decision.requireFit(classification.labels().size());
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
