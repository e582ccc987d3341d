/*
 * Loaded ahead of the C library into PostgreSQL: counts every fsync and fdatasync of the whole server, and makes each
 * take so much longer, as on a disk or a network that is slower to say that bytes are safe. The call itself is made.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* The file that the benchmark reads the count from, and writes the delay to. */
struct board {
  _Atomic uint64_t syncs;
  _Atomic uint64_t delay_micros;
};

static struct board *board;

__attribute__((constructor)) static void open_board(void) {
  const char *path = getenv("SYNC_BOARD");
  int file = path ? open(path, O_RDWR) : -1;
  if (file < 0) return;
  void *mapped = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (mapped != MAP_FAILED) board = mapped;
  close(file);
}

static void count_and_wait(void) {
  if (!board) return;
  atomic_fetch_add(&board->syncs, 1);
  uint64_t micros = atomic_load(&board->delay_micros);
  struct timespec left = {(time_t)(micros / 1000000), (long)(micros % 1000000) * 1000};
  while (micros > 0 && nanosleep(&left, &left) != 0) continue;
}

int fsync(int file) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  count_and_wait();
  return real(file);
}

int fdatasync(int file) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  count_and_wait();
  return real(file);
}
