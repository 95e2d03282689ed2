package io.auspex.server.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.auspex.model.data.ColumnType;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.Warehouse;
import java.util.Arrays;
import java.util.List;

/**
 * The queues as the catalog's views read them: by a function of the engine that gives a JSON array, an object a queue. No
 * statement of a user's may hold its name.
 */
public final class QueueList {
    static final String FUNCTION = "__auspex_queues";

    private QueueList() {}

    public static void publish(Admission admission, Warehouse warehouse) {
        warehouse.publish(new ModelFunction(
                FUNCTION,
                List.of(ColumnType.VARCHAR),
                ModelFunction.Returns.TEXT,
                (batch, result) -> Arrays.fill((String[]) result, 0, batch.rows(), text(admission))));
    }

    private static String text(Admission admission) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (QueueState queue : admission.states()) {
            list.addObject()
                    .put("service_class", queue.serviceClass().number())
                    .put("name", queue.serviceClass().title())
                    .put("slots", queue.slots())
                    .put("executing", queue.executing())
                    .put("queued", queue.queued())
                    .put("admitted", queue.admitted());
        }
        return list.toString();
    }
}
