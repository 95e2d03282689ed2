package io.auspex.model.simd;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * Byte arrays whose columns begin at the start of a cache line, where the garbage collector allows it: a load that straddles two lines costs
 * two loads, a third of the speed of a tile. G1 puts an array of half a region or more at the start of a region and leaves it there, so
 * such arrays are made, each filling a region, and shared by as many blocks as fit in.
 */
final class AlignedBytes {
    private static final int LINE = 64;

    /** A stretch of an array. */
    record Stretch(byte[] bytes, int origin) {}

    /** How many bytes an array has that fills one region; 0 without G1. */
    private final int regionBytes;

    /** Index of the first aligned element of such an array. */
    private final int firstOrigin;

    private byte[] region = new byte[0];
    private int next;

    AlignedBytes() {
        int header = 16;
        long regionSize = 0;
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (machine != null && option(machine, "UseG1GC").equals("true")) {
            regionSize = Long.parseLong(option(machine, "G1HeapRegionSize"));
            if (option(machine, "UseCompactObjectHeaders").equals("true")) {
                header = 12;
            }
        }
        firstOrigin = LINE - header;
        regionBytes = regionSize < LINE || regionSize > 1 << 28 ? 0 : (int) regionSize - LINE;
    }

    private static String option(HotSpotDiagnosticMXBean machine, String name) {
        try {
            return Optional.ofNullable(machine.getVMOption(name).getValue()).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /**
     * Zeros that nobody else has.
     *
     * @param size a multiple of 64
     */
    synchronized Stretch allocate(int size) {
        if (regionBytes == 0) {
            return new Stretch(new byte[size], 0);
        }
        if (firstOrigin + size > regionBytes) {
            // Large enough for regions of its own.
            return new Stretch(new byte[firstOrigin + size], firstOrigin);
        }
        if (next + size > region.length) {
            region = new byte[regionBytes];
            next = firstOrigin;
        }
        Stretch stretch = new Stretch(region, next);
        next += size;
        return stretch;
    }
}
