"""How much of the machine other processes take: their share decides what seconds are worth."""
import os
import resource
import time
from pathlib import Path


class Others:
    """Watches from when it is made."""

    def __init__(self):
        self.begin = self.now()

    @staticmethod
    def now():
        """Seconds on the clock, of the whole machine's processors, and of what was started here.

        The first line of Linux's /proc/stat: user, nice, system, idle, iowait, irq, softirq and
        steal in ticks, of which idle and iowait are no work."""
        ticks = [int(tick) for tick in Path("/proc/stat").read_text().split()[1:9]]
        busy = sum(ticks) - ticks[3] - ticks[4]
        usages = [resource.getrusage(who)
                  for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return (time.monotonic(), busy / os.sysconf("SC_CLK_TCK"),
                sum(usage.ru_utime + usage.ru_stime for usage in usages))

    def share(self):
        """What others took since then, of all processors."""
        elapsed, busy, own = (b - a for a, b in zip(self.begin, self.now()))
        return max(0, busy - own) / (elapsed * os.cpu_count())
