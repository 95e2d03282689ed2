package io.auspex.learn.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auspex.learn.report.DataReport;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What CHECK MODEL tells: {@code model/check.json}. */
record DryRun(List<PlanItem> plan, DataReport report) {
    DryRun {
        plan = List.copyOf(plan);
    }

    byte[] toJson() {
        ObjectNode check = new ObjectMapper().createObjectNode();
        ArrayNode items = check.putArray("plan");
        plan.forEach(line -> items.addObject().put("item", line.item()).put("detail", line.detail()));
        check.set("report", report.json());
        return check.toString().getBytes(StandardCharsets.UTF_8);
    }
}
