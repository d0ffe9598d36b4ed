// System calls that Swift cannot make as they are.
#ifndef CPLATFORM_H
#define CPLATFORM_H

#include <spawn.h>
#include <sys/types.h>

// A descriptor that becomes readable when the process ends (close-on-exec), or -1 with errno set.
int vs_process_descriptor(pid_t process);

// pipe2 with O_CLOEXEC: 0, or -1 with errno set.
int vs_pipe(int ends[2]);

// Appends "in the child, go to this folder" and "close every descriptor above standard error".
int vs_spawn_in_folder(posix_spawn_file_actions_t *actions, const char *folder);
int vs_spawn_close_others(posix_spawn_file_actions_t *actions);

// How a waited-for process ended: its exit status, or minus the signal's number.
int vs_exit_status(int wait_status);

// The processors that this process may run on, at least 1.
int vs_processor_count(void);

// Names the calling thread (at most 15 bytes are kept).
void vs_name_thread(const char *name);

// Opens a file for reading if its whole path is known to the kernel, so that no disk is waited for; -1 otherwise.
int vs_open_cached(const char *path);

// Lets the calling thread stand back for others by so many steps of nice(1).
void vs_lower_thread(int niceness);

// Keeps blocks of `threshold` bytes and more out of the allocator's arenas, and those to `arenas` in number.
void vs_keep_allocator_lean(int threshold, int arenas);

// Gives freed memory back to the system.
void vs_give_memory_back(void);

// Takes pages that are mapped from a file, and were not written to, out of the process until they are used again.
void vs_forget_pages(unsigned long address, unsigned long length);

#endif
