# SPDX-License-Identifier: GPL-3.0-or-later
# A small front for CMake. Every target installs the Debian packages it lacks (packages.txt) first.
#   make demo   watch a change of law reach a mailbox         make test   build and run every test
#   make run    the daemon, with its state in build/run       make lint   format, layers, man pages, clang-tidy
#   make fuzz [FUZZ_SECONDS=60]   libFuzzer on every entry point that takes bytes
#   make install [PREFIX=/usr/local] [DESTDIR=]               make check-long   what is too long for CI
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash
JOBS ?= 2
PREFIX ?= /usr/local
SYSCONFDIR ?= /etc
RUN_STATE ?= build/run
FUZZ_SECONDS ?= 60
ASAN_ROOMS := crawler parsers diff store

.PHONY: all deps build test test-asan fuzz demo run lint install check-long clean

all: build

deps:
	@.ci/deps

build: deps
	@mkdir -p build && { cmake --preset dev > build/configure.log 2>&1 || { cat build/configure.log; exit 1; }; }
	@cmake --build --preset dev -j $(JOBS)

test: build
	@ctest --preset dev -j $(JOBS)

# ASan+UBSan on the rooms that meet untrusted bytes or keep the record.
test-asan: deps
	@cmake --preset asan > /dev/null
	@cmake --build --preset asan -j $(JOBS) --target $(ASAN_ROOMS:%=test_%)
	@ctest --preset asan -j $(JOBS) -R '^($(shell echo $(ASAN_ROOMS) | tr ' ' '|'))\.'

# Each target for FUZZ_SECONDS from its seeds; what breaks one is kept in build/fuzz/broken.
fuzz: deps
	@command -v clang++-16 > /dev/null && test -e /usr/lib/llvm-16/lib/clang/16/include/sanitizer/lsan_interface.h || apt-get install -y -q clang-16 libclang-rt-16-dev
	@cmake --preset fuzz > /dev/null && cmake --build --preset fuzz -j $(JOBS)
	@mkdir -p build/fuzz/broken; for seeds in tests/fuzz/seeds/*; do name=$$(basename $$seeds); dict=tests/fuzz/dict/$$name.dict; \
	  mkdir -p build/fuzz/corpus/$$name; echo "fuzz $$name"; \
	  build/fuzz/tests/fuzz/fuzz_$$name -max_total_time=$(FUZZ_SECONDS) -max_len=16384 -timeout=25 -artifact_prefix=build/fuzz/broken/$$name- \
	    $$(test -f $$dict && echo -dict=$$dict) build/fuzz/corpus/$$name $$seeds > build/fuzz/$$name.log 2>&1 \
	    && grep DONE build/fuzz/$$name.log || { tail -20 build/fuzz/$$name.log; exit 1; }; done

demo: build
	@/usr/bin/python3 tests/twin/demo.py --binary build/dev/zakonwatch

run: build
	@mkdir -p $(RUN_STATE)
	@build/dev/zakonwatch --config systemd/zakonwatch.toml --state $(RUN_STATE) --sources sources daemon

lint: deps
	@test -f build/dev/compile_commands.json || cmake --preset dev > /dev/null
	@.ci/lint $(LINT)

install: deps
	@cmake --preset release -DCMAKE_INSTALL_PREFIX=$(PREFIX) -DCMAKE_INSTALL_SYSCONFDIR=$(SYSCONFDIR) > /dev/null
	@cmake --build --preset release -j $(JOBS)
	@cmake --install build/release

# Too long for CI: ThreadSanitizer, clang-tidy over the whole tree, every interruption, the accuracy runs on the corpus.
check-long: build
	@cmake --preset tsan > /dev/null && cmake --build --preset tsan -j $(JOBS) && ctest --preset tsan -j $(JOBS)
	@.ci/lint --all
	@cd tests/blackbox && ZAKONWATCH_ALL_VECTORS=1 ZAKONWATCH=$(CURDIR)/build/dev/zakonwatch /usr/bin/python3 robots_test.py
	@cd tests/blackbox && ZAKONWATCH_MAIL_KILLS=1000 ZAKONWATCH_EVIDENCE=$(CURDIR)/docs/evidence/mail-kills.md ZAKONWATCH=$(CURDIR)/build/dev/zakonwatch /usr/bin/python3 mail_kill_test.py ManyKills
	@/usr/bin/python3 tests/crash/crash.py --binary build/dev/zakonwatch --write docs/evidence/crash.md
	@ZAKONWATCH_MONTH=60 build/dev/tests/test_app --gtest_filter='FastMonth.*'
	@/usr/bin/python3 tests/crash/memory.py --binary build/dev/zakonwatch --moments 200
	@/usr/bin/python3 tests/accuracy/spine.py --binary build/dev/zakonwatch --write docs/evidence/spine.md
	@/usr/bin/python3 tests/accuracy/source_pages.py
	@test -d ../shared/corpus || { echo 'no corpus beside the project: the diff is not measured'; exit 0; }; \
	for run in diff_notes.py diff_edits.py 'diff_scenarios.py --pairs' diff_peers.py; do /usr/bin/python3 tests/accuracy/$$run --binary build/dev/zakonwatch --corpus ../shared/corpus --sources sources || exit 1; done

clean:
	@rm -rf build
