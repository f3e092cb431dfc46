# idlibmap: maps of the Idlib conflict area. `make help` lists what can be made.

PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   ?= build
CC      ?= gcc
T       ?= *

VERSION  := 0.1.0
PACKAGES := cairo cairo-ft cairo-pdf harfbuzz fribidi freetype2 fontconfig glib-2.0 gobject-2.0 gio-2.0 jansson proj libdeflate libpng
# Shapelib's Debian package has no pkg-config file.
LIBRARIES := -lshp -lm

DEBIAN_PACKAGES := build-essential pkg-config perl python3 libglib2.0-dev libcairo2-dev \
	libharfbuzz-dev libfribidi-dev libfreetype-dev libfontconfig-dev libproj-dev proj-data \
	libshp-dev libjansson-dev libdeflate-dev libpng-dev fonts-noto-core
DEBIAN_TEST_PACKAGES := proj-bin libxml2-utils librsvg2-bin poppler-utils chromium locales-all \
	imagemagick clang-format cppcheck python3-mapnik man-db $(NPM_PACKAGE)
# A Node.js from elsewhere brings its own npm, with which Debian's conflicts.
NPM_PACKAGE = $(shell command -v npm >/dev/null || echo npm)

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
	-Wformat=2 -Wvla
ifneq ($(CI),)
WARNINGS += -Werror
endif
OPTIMISE ?= -O2 -g
SANITIZE ?=
# -ffp-contract=off: the same doubles, and so the same bytes, on any x86-64 or ARM machine.
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -ffp-contract=off $(OPTIMISE) $(WARNINGS) $(SANITIZE) -Isrc \
	-DIDLIBMAP_VERSION='"$(VERSION)"' -DIDLIBMAP_PREFIX='"$(PREFIX)"' \
	-DIDLIBMAP_SOURCE_TREE='"$(CURDIR)"' -MMD -MP $(CPPFLAGS) $(CFLAGS)

SOURCES := $(sort $(shell find src -name '*.c'))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
LIBRARY := $(BUILD)/libidlibmap.a
PROGRAM := $(BUILD)/idlibmap
UNIT_TESTS  := $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(sort $(wildcard tests/unit/test_*.c)))
TEST_TOOLS  := $(subst _,-,$(patsubst tests/tools/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/tools/*.c))))
CLI_TESTS   := $(sort $(wildcard tests/cli/*.t))
MAP_OUTPUTS := output/idlib.png output/idlib.svg output/idlib.pdf
MAP_INPUTS   = $(sort $(wildcard shapes/*.shp shapes/*.shx shapes/*.dbf shapes/*.prj shapes/*.cpg \
	data/*.csv data/*.map data/styles/*.json data/icons/*.svg))

# Nothing may be asked of pkg-config before `deps` has run in the same call of make, also with -j.
AFTER_DEPS := $(filter deps deps-test,$(MAKECMDGOALS))
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: all deps deps-test map test asan lint format golden bench install help clean man
.DELETE_ON_ERROR:
.SECONDARY:

all: $(PROGRAM) ## build the program (the default)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

deps: ## install the Debian packages that build and run the program
	@$(call install_missing,$(DEBIAN_PACKAGES))

deps-test: ## install the tools that only tests need
	@$(call install_missing,$(DEBIAN_TEST_PACKAGES))

# One apt-get for what dpkg does not have yet; silent when all is there.
define install_missing
missing=$$(for p in $(1); do \
	dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
if [ -n "$$missing" ]; then \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get update -qq && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
fi
endef

$(BUILD)/cflags: Makefile | $(AFTER_DEPS)
	@mkdir -p $(@D)
	@pkg-config --cflags $(PACKAGES) > $@

$(BUILD)/libs: Makefile | $(AFTER_DEPS)
	@mkdir -p $(@D)
	@pkg-config --libs $(PACKAGES) > $@

$(BUILD)/%.o: %.c Makefile | $(BUILD)/cflags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) @$(BUILD)/cflags -c -o $@ $<

$(LIBRARY): $(filter-out $(BUILD)/src/main.o,$(OBJECTS))
	@rm -f $@
	@$(AR) rcs $@ $^

$(PROGRAM): $(BUILD)/src/main.o $(LIBRARY) | $(BUILD)/libs
	$(CC) $(SANITIZE) $(LDFLAGS) -o $@ $^ @$(BUILD)/libs $(LIBRARIES)

$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(LIBRARY) | $(BUILD)/libs
	@$(CC) $(SANITIZE) $(LDFLAGS) -o $@ $^ @$(BUILD)/libs $(LIBRARIES)

define test_tool
$(BUILD)/tests/$(subst _,-,$(1)): $(BUILD)/tests/tools/$(1).o $(LIBRARY) | $(BUILD)/libs
	@$$(CC) $$(SANITIZE) $$(LDFLAGS) -o $$@ $$^ @$$(BUILD)/libs $$(LIBRARIES)
endef
$(foreach tool,$(patsubst tests/tools/%.c,%,$(wildcard tests/tools/*.c)),$(eval $(call test_tool,$(tool))))

# Where the stages of a run begin and end; see tests/tools/stage_times.c.
$(BUILD)/tests/stage-times: LDFLAGS += $(foreach f,events_prepare source_compose events_finish \
	area_labels_finish furniture_compose labels_place png_write,-Wl,--wrap=$(f))

map: $(MAP_OUTPUTS) ## draw output/idlib.png, .svg and .pdf

# One run draws all three: they show the same scene.
$(MAP_OUTPUTS) &: $(PROGRAM) $(MAP_INPUTS)
	$(PROGRAM) render data/idlib.map $(addprefix -o ,$(MAP_OUTPUTS))
	@touch $(MAP_OUTPUTS)

test: $(PROGRAM) $(UNIT_TESTS) $(TEST_TOOLS) ## run all tests, or those named by T=name
	@BUILD=$(abspath $(BUILD)) IDLIBMAP=$(abspath $(PROGRAM)) LC_ALL=C.UTF-8 \
	prove -e env -j 2 --timer $(PROVE_FLAGS) $(wildcard $(filter $(subst *,%,$(BUILD)/tests/unit/test_$(T)), \
	$(UNIT_TESTS)) $(filter $(subst *,%,tests/cli/$(T).t),$(CLI_TESTS)))

asan: ## build with ASan and UBSan and run all tests
	@ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1 \
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0 \
	$(MAKE) BUILD=$(BUILD)/asan OPTIMISE="-O1 -g" \
	SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer" test

lint: $(BUILD)/cflags ## check the formatting, the walls between the rooms, and run cppcheck
	@BUILD=$(BUILD) tests/lint

format: ## rewrite the C files in the project's formatting
	clang-format -i $(shell find src tests -name '*.[ch]')

golden: $(PROGRAM) ## draw the reference pictures of the tests again (look at them before committing)
	@IDLIBMAP=$(abspath $(PROGRAM)) tests/golden/update

bench: $(PROGRAM) $(addprefix $(BUILD)/tests/,stage-times expression-speed event-speed make-events) ## time the stages, and the same layers in Mapnik
	@IDLIBMAP=$(abspath $(PROGRAM)) BUILD=$(abspath $(BUILD)) tests/bench/run

man: $(BUILD)/idlibmap.1

$(BUILD)/idlibmap.1: $(PROGRAM)
	@$(PROGRAM) --man > $@

install: $(PROGRAM) $(BUILD)/idlibmap.1 ## install below PREFIX (and DESTDIR)
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/idlibmap
	install -D -m 644 $(BUILD)/idlibmap.1 $(DESTDIR)$(PREFIX)/share/man/man1/idlibmap.1
	for f in $(MAP_INPUTS) $(wildcard data/*.md data/icons/*.md shapes/*.md); do \
		install -D -m 644 $$f $(DESTDIR)$(PREFIX)/share/idlibmap/$$f || exit 1; done

clean: ## remove the build folder
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d) $(UNIT_TESTS:=.d) $(patsubst tests/tools/%.c,$(BUILD)/tests/tools/%.d,$(wildcard tests/tools/*.c))
