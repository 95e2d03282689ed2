package io.auspex.model.kernel;

/**
 * Which kernels predictions use now. Plain Java is there from the first call; whoever has found faster ones and has seen them pass a
 * trial says so with {@link #use}, and every call from then on goes by them. One for a process, handed to all models.
 */
public final class KernelChoice {
    private record Chosen(Kernels kernels, String reason) {}

    private volatile Chosen chosen;

    private final RowBlocks blocks = new RowBlocks();

    private KernelChoice(Chosen chosen) {
        this.chosen = chosen;
    }

    /** Plain Java, until told otherwise. */
    public static KernelChoice scalar() {
        return new KernelChoice(new Chosen(new ScalarKernels(), "no other kernels have been looked for"));
    }

    public Kernels kernels() {
        return chosen.kernels();
    }

    /** Why these, in a few words for {@code --version}. */
    public String reason() {
        return chosen.reason();
    }

    /** Memory for blocks of rows, which all models of the process share. */
    public RowBlocks blocks() {
        return blocks;
    }

    /** From now on these. */
    public void use(Kernels kernels, String reason) {
        chosen = new Chosen(kernels, reason);
        blocks.clear();
    }
}
