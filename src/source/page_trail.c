#include "source/page_trail.h"

#include <sys/mman.h>
#include <unistd.h>

void page_trail_give_back(struct page_trail *trail, const char *at)
{
    guintptr page = (guintptr)sysconf(_SC_PAGESIZE);
    guintptr first = ((guintptr)trail->done + page - 1) / page * page;
    guintptr last = (guintptr)at / page * page;
    if (last > first) {
        /* A private map that nobody writes to: its pages are those of the file. */
        madvise((void *)first, last - first, MADV_DONTNEED);
    }
    trail->done = at;
}
