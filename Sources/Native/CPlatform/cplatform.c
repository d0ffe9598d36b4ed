#include "cplatform.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int vs_process_descriptor(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int vs_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int vs_spawn_in_folder(posix_spawn_file_actions_t *actions, const char *folder) {
    return posix_spawn_file_actions_addchdir_np(actions, folder);
}

int vs_spawn_close_others(posix_spawn_file_actions_t *actions) {
    return posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
}

int vs_exit_status(int wait_status) {
    return WIFSIGNALED(wait_status) ? -WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

int vs_processor_count(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0) return CPU_COUNT(&set);
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int)online : 1;
}

void vs_name_thread(const char *name) {
    char kept[16];
    strncpy(kept, name, sizeof kept - 1);
    kept[sizeof kept - 1] = 0;
    pthread_setname_np(pthread_self(), kept);
}

int vs_open_cached(const char *path) {
    // openat2(2), "RESOLVE_CACHED", Linux 5.12; older kernels and strict sandboxes refuse, which is no harm. A pipe
    // without a writer would block without O_NONBLOCK.
    struct open_how how = {.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK, .resolve = RESOLVE_CACHED};
    return (int)syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
}

void vs_lower_thread(int niceness) {
    // On Linux a nice value belongs to a thread, and 0 is the calling one (setpriority(2), "C library/kernel
    // differences"). That it may fail does no harm.
    setpriority(PRIO_PROCESS, 0, niceness);
}

void vs_keep_allocator_lean(int threshold, int arenas) {
    mallopt(M_MMAP_THRESHOLD, threshold);
    mallopt(M_TRIM_THRESHOLD, threshold);
    mallopt(M_ARENA_MAX, arenas);
}

void vs_give_memory_back(void) { malloc_trim(0); }

void vs_forget_pages(unsigned long address, unsigned long length) {
    madvise((void *)address, length, MADV_DONTNEED);
}
