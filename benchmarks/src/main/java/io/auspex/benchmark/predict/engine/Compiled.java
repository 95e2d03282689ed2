package io.auspex.benchmark.predict.engine;

import io.auspex.benchmark.predict.sample.Block;
import io.auspex.model.Model;
import io.auspex.model.compile.CompiledMembers;
import io.auspex.model.compile.Part;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.kernel.KernelChoice;
import io.auspex.model.kernel.Kernels;
import java.util.List;

/** Our compiled predictor with some kernels: columns as the warehouse gives them in, margins out, ranking included. */
public final class Compiled implements Engine {
    /** With the fastest kernels that this machine and JVM have. */
    public static final String BEST = "compiled";

    /** With those that need nothing but Java 17. */
    public static final String SCALAR = "scalar";

    private final String name;
    private final CompiledMembers members;
    private final int outputs;

    /** @param model of one member */
    public Compiled(String name, Model model, Kernels kernels) {
        this.name = name;
        this.members = compile(model, kernels);
        this.outputs = model.members().get(0).predictor().outputs();
    }

    /** What a server does when it publishes a model. */
    public static CompiledMembers compile(Model model, Kernels kernels) {
        KernelChoice choice = KernelChoice.scalar();
        choice.use(kernels, "chosen by the benchmark");
        return CompiledMembers.of(
                model.members().stream()
                        .map(member -> new Part(member.pipeline(), member.predictor()))
                        .toList(),
                choice);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean hasThreads() {
        return false;
    }

    @Override
    public Caller caller(List<Block> blocks, int threads) {
        return new MembersCaller(members, outputs, blocks);
    }

    private static final class MembersCaller implements Caller {
        private final CompiledMembers members;
        private final List<Block> blocks;
        private final float[][][] margins;

        MembersCaller(CompiledMembers members, int outputs, List<Block> blocks) {
            this.members = members;
            this.blocks = blocks;
            this.margins = new float[1][outputs][blocks.get(0).rows()];
        }

        @Override
        public void predict(int call) {
            ColumnBatch columns = blocks.get(call % blocks.size()).columns();
            members.margins(columns, margins);
        }

        @Override
        public float[][] margins() {
            return margins[0];
        }
    }
}
