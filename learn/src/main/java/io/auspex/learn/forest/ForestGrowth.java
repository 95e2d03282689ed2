package io.auspex.learn.forest;

import io.auspex.learn.Awaited;
import io.auspex.learn.algorithm.FitControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Grows the trees, several at once where threads are given. Each has a seed of its own, drawn before the first one grows, so what
 * comes out does not depend on the threads. When the deadline passes no further tree is begun; the first one always is.
 */
final class ForestGrowth {
    private final Supplier<TreeGrower> growers;
    private final long[] seeds;
    private final FitControl control;

    ForestGrowth(Supplier<TreeGrower> growers, int trees, FitControl control) {
        this.growers = growers;
        this.seeds = new SplittableRandom(control.seed()).longs(trees).toArray();
        this.control = control;
    }

    /** At least one tree, in the order of their seeds. */
    List<GrownTree> grow() {
        int threads = Math.min(control.threads(), seeds.length);
        return threads == 1 ? growInTurn() : growAtOnce(threads);
    }

    private List<GrownTree> growInTurn() {
        TreeGrower grower = growers.get();
        List<GrownTree> trees = new ArrayList<>();
        while (trees.size() < seeds.length && mayBegin(trees.size())) {
            trees.add(grower.grow(seeds[trees.size()]));
            control.roundDone().accept(trees.size());
        }
        return trees;
    }

    private boolean mayBegin(int tree) {
        return tree == 0 || !control.deadline().hasPassed();
    }

    private List<GrownTree> growAtOnce(int threads) {
        ConcurrentLinkedQueue<TreeGrower> idle = new ConcurrentLinkedQueue<>();
        ExecutorService workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "tree");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Optional<GrownTree>>> growing = new ArrayList<>();
            for (int index = 0; index < seeds.length; index++) {
                int tree = index;
                growing.add(workers.submit(() -> growOne(tree, idle)));
            }
            return collect(growing);
        } finally {
            workers.shutdownNow();
        }
    }

    private Optional<GrownTree> growOne(int tree, ConcurrentLinkedQueue<TreeGrower> idle) {
        if (!mayBegin(tree)) {
            return Optional.empty();
        }
        TreeGrower waiting = idle.poll();
        TreeGrower grower = waiting == null ? growers.get() : waiting;
        GrownTree grown = grower.grow(seeds[tree]);
        idle.add(grower);
        return Optional.of(grown);
    }

    private List<GrownTree> collect(List<Future<Optional<GrownTree>>> growing) {
        List<GrownTree> trees = new ArrayList<>();
        for (Future<Optional<GrownTree>> tree : growing) {
            Optional<GrownTree> grown = Awaited.result(tree);
            if (grown.isEmpty()) {
                break;
            }
            trees.add(grown.get());
            control.roundDone().accept(trees.size());
        }
        return trees;
    }
}
