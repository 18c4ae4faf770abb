# "make help" lists what can be made. Everything works in a fresh clone with Go
# and nothing else; what the tests need beside it, "make test" installs.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# The version that the program reports: the last tag, how far we are past it, and
# whether something is not committed. Git is asked here and not by the go
# command, because GOFLAGS may hold -buildvcs=false.
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)

# What the whole of a test binary may take. The longest run browsers or engines,
# and two cores are few.
TEST_TIMEOUT ?= 30m
RACE_TIMEOUT ?= 60m
# The packages in which goroutines share memory. Browsers and whole processes are
# too slow under the detector; their tests run without it.
RACE_PACKAGES ?= ./engine/... ./internal/access ./internal/api ./internal/catalog ./internal/connect/importer ./internal/desk ./internal/door ./internal/insight/... ./internal/jobs ./internal/record ./internal/store ./internal/web/frame ./internal/web/ui

# How long "make fuzz" stays with each target.
FUZZTIME ?= 10s

STATICCHECK := go tool -modfile=tools/go.mod staticcheck

.PHONY: help
help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## Build the program into ./fairlead, static, with its version
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o fairlead ./cmd/fairlead

.PHONY: demo
demo: ## Start the program with the demonstration company
	go run ./cmd/fairlead demo

.PHONY: deps
deps: ## Install what the tests need, if it is missing (Debian)
	@.ci/deps.sh

.PHONY: test
test: deps ## Run all tests
	go test -timeout $(TEST_TIMEOUT) ./...

.PHONY: check
check: fmt vet staticcheck test ## Everything to run before a commit

.PHONY: fmt
fmt: ## Say which files gofmt would change
	@files=$$("$$(go env GOROOT)/bin/gofmt" -l .); \
	if [ -n "$$files" ]; then echo "gofmt would change:"; echo "$$files"; exit 1; fi

.PHONY: vet
vet: ## Run go vet
	go vet ./...

.PHONY: staticcheck
staticcheck: ## Run staticcheck, at the version that tools/go.mod pins
	$(STATICCHECK) ./...

# The race detector makes modernc's SQLite, which is C turned into Go, 16 to 25
# times slower, because it watches every access of a whole database engine. That
# engine is not ours to debug and locks for itself, so its two modules are built
# without it; with that the tests take 1 to 4 times as long.
RACE := -race -gcflags=modernc.org/sqlite/lib=-race=false -gcflags=modernc.org/libc=-race=false

.PHONY: race
race: ## Run the tests of shared memory with the race detector
	@.ci/deps.sh race
	CGO_ENABLED=1 go test $(RACE) -timeout $(RACE_TIMEOUT) $(RACE_PACKAGES)

.PHONY: fuzz
fuzz: ## Fuzz every target for a short while (FUZZTIME=10s)
	@.ci/fuzz $(FUZZTIME)

.PHONY: bench
bench: ## Run all benchmarks
	go test -run='^$$' -bench=. -benchmem -timeout $(TEST_TIMEOUT) ./...

# Builds a database of half a million records first, once, in the temporary directory.
.PHONY: bench-foundation
bench-foundation: ## Measure the program at its full size, and kill it 50 times
	go test -run='^$$' -bench=Snapshot -benchtime=5x -timeout $(TEST_TIMEOUT) ./bench
	go run ./bench
	go test -run=TestKill -v -timeout $(TEST_TIMEOUT) ./bench/kill -rounds 50

# SCRAM is the peer: apt-get install scram. The fault trees are those of the corpus.
.PHONY: bench-reliability
bench-reliability: ## Time fault trees beside SCRAM, and surveys of a large estate
	go run ./bench/reliability $(or $(FAIRLEAD_CORPUS),../shared/data)/faulttrees/aralia
	go test -run='^$$' -bench=. -benchtime=5x ./engine/reliability/estate

# CBC is the peer: apt-get install coinor-cbc.
.PHONY: bench-choose
bench-choose: ## Time choices of initiatives beside CBC, and those of the OR-Library
	go run ./bench/choose
	go test -run='^$$' -bench=Library -benchtime=1x ./engine/choose/mknap

# R's package forecast is the peer: apt-get install r-cran-forecast.
.PHONY: bench-forecast
bench-forecast: ## Measure forecasts of M1 and M3 beside R's thetaf and ets
	go run ./bench/forecast $(or $(FAIRLEAD_CORPUS),../shared/data)/forecast
	go test -run='^$$' -bench=. -count=5 ./engine/forecast

# numpy is a peer: apt-get install python3-numpy. Without it its row stays empty.
.PHONY: bench-loss
bench-loss: ## Time drawn years and exact curves of losses beside a plain loop and numpy
	go run ./bench/loss

# TaskJuggler is the peer: apt-get install tj3.
.PHONY: bench-schedule
bench-schedule: ## Make schedules of plans with calendars beside TaskJuggler, and time simulated ones
	go run ./bench/schedule
	go test -run='^$$' -bench='Reschedules|Dispatch|MixedCalendars' -benchtime=2x ./engine/schedule

.PHONY: screenshots
screenshots: deps ## Make the pictures of README and the guide again
	go test -count=1 -run='^TestScreenshots$$' ./internal/app -screenshots=$(CURDIR)/docs/images

.PHONY: changes
changes: ## Show the changelog of the next version
	@changelog/assemble unreleased

.PHONY: clean
clean: ## Remove what was built here
	rm -rf fairlead .cache
