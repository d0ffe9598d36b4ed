# The few commands a visitor needs; each is a script in Scripts/.

# What a user writes may hold anything, so make must never expand it: its raw value goes into the environment.
override PROMPT := $(value PROMPT)
override SCRIPT := $(value SCRIPT)
export PROMPT SCRIPT

.DEFAULT_GOAL := help
.PHONY: help setup setup-test film serve test crash-test lint bench clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 14

setup: ## Prepares the machine: Debian packages, Swift packages, release build, model packs
	@Scripts/setup.sh

setup-test: ## The same, and what the tests need besides
	@Scripts/setup.sh test

film: setup ## Makes the sample film in out/; PROMPT="..." or SCRIPT=file make another
	@Scripts/film.sh

serve: setup ## Starts the service and prints its address
	@.build/release/vitascope serve

test: setup-test ## Checks form and runs every test
	@Scripts/test.sh

crash-test: setup-test ## Kills the service 200 times under load and looks whether anything was lost
	@Scripts/crash-test.sh

lint: ## Checks the form of the sources
	@Scripts/lint.sh

bench: ## Measures speed and memory against bare x264 and moviepy
	@Scripts/setup.sh bench
	@Scripts/bench.sh

clean: ## Removes what was built and rendered here; packs and mirrors stay in the cache folder
	rm -rf .build out Benchmarks/.build Benchmarks/work
