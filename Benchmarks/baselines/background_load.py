"""Measures the CPU load of other processes, which determines how reliable the timings are."""
import os
import resource
import time
from pathlib import Path


class BackgroundLoad:
    """The load of other processes since this object was created."""

    def __init__(self):
        self.begin = self.now()

    @staticmethod
    def now():
        """Wall-clock seconds, and CPU seconds of the whole machine and of this process tree.

        The first line of Linux's /proc/stat: user, nice, system, idle, iowait, irq, softirq and
        steal in ticks, of which idle and iowait are not busy time."""
        ticks = [int(tick) for tick in Path("/proc/stat").read_text().split()[1:9]]
        busy = sum(ticks) - ticks[3] - ticks[4]
        usages = [resource.getrusage(who)
                  for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return (time.monotonic(), busy / os.sysconf("SC_CLK_TCK"),
                sum(usage.ru_utime + usage.ru_stime for usage in usages))

    def share(self):
        """The fraction of all cores that other processes used since then."""
        elapsed, busy, own = (b - a for a, b in zip(self.begin, self.now()))
        return max(0, busy - own) / (elapsed * os.cpu_count())
