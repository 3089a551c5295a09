/* Reads the numbered strip of a clip off an X display and prints, with CLOCK_MONOTONIC in nanoseconds:
 *   picture ID NS           each time the number on the screen changes; ID is -1 where the strip's guards are not seen
 *   window X Y W H NS       each time a window is mapped on the root
 * Nothing of the player is instrumented, so that all players are measured alike. Ends with its standard input.
 *
 * Build: cc -O2 screen-sampler.c -o screen-sampler -lX11 -lXext     (Debian: libx11-dev libxext-dev)
 * Use:   DISPLAY=:77 screen-sampler X Y BLOCK PAUSE_US              (X, Y: top left of the strip on the screen) */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

enum { BLOCKS = 14, BRIGHT = 150, DARK = 100, MIDDLE = 127 };

static long long now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* The number in one row of pixels through the middle of the strip. */
static int read_number(XImage *row, int block) {
  int id = 0;
  for (int b = 0; b < BLOCKS; b++) {
    int green = (XGetPixel(row, b * block + block / 2, 0) >> 8) & 255;
    if (b == 0) {
      if (green < BRIGHT) return -1;
    } else if (b == BLOCKS - 1) {
      if (green > DARK) return -1;
    } else if (green > MIDDLE) {
      id |= 1 << (b - 1);
    }
  }
  return id;
}

static void print_windows(Display *display) {
  while (XPending(display) > 0) {
    XEvent event;
    XWindowAttributes at;
    XNextEvent(display, &event);
    if (event.type != MapNotify) continue;
    long long seen = now_ns();
    if (!XGetWindowAttributes(display, event.xmap.window, &at)) continue;
    printf("window %d %d %d %d %lld\n", at.x, at.y, at.width, at.height, seen);
    fflush(stdout);
  }
}

/* A window may be gone before it is asked about. */
static int ignore_error(Display *display, XErrorEvent *error) {
  (void)display;
  (void)error;
  return 0;
}

static int input_ended(void) {
  struct pollfd input = {0, POLLIN, 0};
  char bytes[64];
  return poll(&input, 1, 0) > 0 && read(0, bytes, sizeof bytes) <= 0;
}

int main(int argc, char **argv) {
  if (argc < 5) {
    fprintf(stderr, "use: %s X Y BLOCK PAUSE_US\n", argv[0]);
    return 2;
  }
  int x = atoi(argv[1]), y = atoi(argv[2]), block = atoi(argv[3]);
  long pause_us = atol(argv[4]);
  Display *display = XOpenDisplay(NULL);
  if (!display) {
    fprintf(stderr, "no display\n");
    return 1;
  }
  XSetErrorHandler(ignore_error);
  Window root = DefaultRootWindow(display);
  XSelectInput(display, root, SubstructureNotifyMask);
  XShmSegmentInfo segment;
  XImage *row = XShmCreateImage(display, DefaultVisual(display, 0), DefaultDepth(display, 0), ZPixmap, NULL, &segment,
                                block * BLOCKS, 1);
  if (!row) {
    fprintf(stderr, "the display has no shared memory\n");
    return 1;
  }
  segment.shmid = shmget(IPC_PRIVATE, row->bytes_per_line, IPC_CREAT | 0600);
  segment.shmaddr = row->data = shmat(segment.shmid, NULL, 0);
  segment.readOnly = 0;
  XShmAttach(display, &segment);
  XSync(display, 0);
  shmctl(segment.shmid, IPC_RMID, NULL);
  printf("ready\n");
  fflush(stdout);
  struct timespec pause = {pause_us / 1000000, pause_us % 1000000 * 1000};
  for (int last = -2; !input_ended();) {
    if (XShmGetImage(display, root, row, x, y + block / 2, AllPlanes)) {
      long long seen = now_ns();
      int id = read_number(row, block);
      if (id != last) {
        printf("picture %d %lld\n", id, seen);
        fflush(stdout);
        last = id;
      }
    }
    print_windows(display);
    nanosleep(&pause, NULL);
  }
  return 0;
}
