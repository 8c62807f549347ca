// SPDX-License-Identifier: GPL-3.0-or-later
#include <malloc.h>

#include "app/cli.h"

int main(int argc, char** argv) {
  // A visit takes and frees some memory; giving it back to the system each time costs more than the visit.
  mallopt(M_TRIM_THRESHOLD, 16 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  return zakonwatch::run_cli(argc, argv);
}
