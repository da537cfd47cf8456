"""How a peer is timed: it prints "ready", then for each line `seconds` on standard input makes steps for so long, a few at
least, and answers with their durations in microseconds. A line `memory` is answered with its peak memory in megabytes."""

import sys
import time

# However long they take: one step in a fraction of a second would say little.
FEWEST = 6


def serve(step, steps_per_call=1):
    """`step()` makes `steps_per_call` steps and returns when their results are there."""
    for _ in range(3):
        step()
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "memory":
            print(peak_megabytes(), flush=True)
            continue
        end = time.perf_counter() + float(line)
        times = []
        while len(times) * steps_per_call < FEWEST or time.perf_counter() < end:
            start = time.perf_counter()
            step()
            times.append((time.perf_counter() - start) * 1e6 / steps_per_call)
        print(*(f"{t:.1f}" for t in times), flush=True)


def peak_megabytes():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM"):
                return int(line.split()[1]) // 1024
    return 0
