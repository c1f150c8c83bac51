/* Preloaded into the server: keeps a log of what it writes to its database, and of what it made durable by fsync. A
   power cut is then played by killing the server and putting back only what the log says was durable. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

struct record { uint32_t kind, path_length; uint64_t at, length; };
enum { WRITE = 1, TRUNCATE = 2, SYNC = 3 };

static int log_file = -1;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("POWER_CUT_LOG");
  if (path) log_file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The path of a database or its write-ahead log; 0 for every other file. */
static size_t path_of(int fd, char *path, size_t room) {
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = log_file < 0 ? 0 : readlink(link, path, room - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  const char *name = strrchr(path, '/');
  return name && (!strcmp(name, "/dateline.db") || !strcmp(name, "/dateline.db-wal")) ? length : 0;
}

/* One writev, so that a kill leaves no half record before a whole one. */
static void note(uint32_t kind, int fd, uint64_t at, uint64_t length, const void *data) {
  char path[4096];
  struct record head = {kind, path_of(fd, path, sizeof path), at, length};
  if (head.path_length == 0) return;
  struct iovec parts[] = {{&head, sizeof head}, {path, head.path_length}, {(void *)data, data ? length : 0}};
  if (writev(log_file, parts, 3) < 0) abort();
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) {
  static ssize_t (*real)(int, const void *, size_t, off64_t);
  if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
  note(WRITE, fd, at, length, data);
  return real(fd, data, length, at);
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return pwrite64(fd, data, length, at); }

int ftruncate64(int fd, off64_t length) {
  static int (*real)(int, off64_t);
  if (!real) real = dlsym(RTLD_NEXT, "ftruncate64");
  note(TRUNCATE, fd, 0, length, 0);
  return real(fd, length);
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

/* What was logged before the sync began is durable once it has succeeded. */
static int synced(int fd, const char *name) {
  int (*real)(int) = dlsym(RTLD_NEXT, name);
  off_t before = log_file < 0 ? 0 : lseek(log_file, 0, SEEK_END);
  int failed = real(fd);
  if (!failed) note(SYNC, fd, before, 0, 0);
  return failed;
}

int fsync(int fd) { return synced(fd, "fsync"); }
int fdatasync(int fd) { return synced(fd, "fdatasync"); }
