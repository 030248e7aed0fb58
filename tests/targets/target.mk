# SPDX-License-Identifier: MIT
# Builds the library for devices and its tests with one compiler, and runs them. To be called by run.sh, in the root:
#
#   make -f tests/targets/target.mk OUT=FOLDER CC=COMPILER FLAGS=... LINK=... RUN=EMULATOR TESTS='name name'
#
# Each test leaves what it printed in OUT/NAME.tap, ended by a line with its exit code.
include lib/sources.mk

library := $(xrom_reader) $(xrom_mpy) $(xrom_backends)
shared := tests/support.c tests/targets/cmocka.c tests/targets/sha256.c $(EXTRA)
flags := -std=c11 -g -Wall -Wextra -Werror -ffunction-sections -fdata-sections -Itests/targets -Iinclude -Ilib -Itests \
    -Iexamples/backend -DXROM_VECTORS='"tests/vectors"' $(FLAGS)

# What a test needs beside its own file and what all have.
sources_vectors := tests/vectors.c
sources_sweeps := tests/vectors.c tests/targets/guarded.c tests/promises.c tests/widen.c
sources_index := tests/targets/guarded.c tests/index_image.c
sources_index_sweeps := $(sources_index)
updates := tests/file_image.c tests/updates.c
$(foreach test,install install_accept install_refused install_undone,\
    $(eval sources_$(test) := $(updates) tests/small_place.c))
$(foreach test,slots_busy slots_choice slots_damage slots_refused slots_trial,\
    $(eval sources_$(test) := $(updates) tests/two_slots.c))
$(foreach test,slots_cuts slots_cuts_large slots_order,\
    $(eval sources_$(test) := $(updates) tests/cuts.c tests/cut_flows.c))
# Some see what the reader reads.
traced := cursor ram ram_cost

object = $(patsubst %.c,$(OUT)/%.o,$(1))
trace_object = $(patsubst %.c,$(OUT)/trace/%.o,$(1))

all: $(TESTS:%=$(OUT)/%.tap)

$(OUT)/%.o: %.c
	@mkdir -p $(@D)
	@$(CC) $(flags) -c $< -o $@

$(OUT)/trace/%.o: %.c
	@mkdir -p $(@D)
	@$(CC) $(flags) -DXROM_TRACE -c $< -o $@

define program
$(OUT)/$(1).elf: $(if $(filter $(1),$(traced)),\
    $(call trace_object,$(library) $(shared) tests/test_$(1).c $(sources_$(1))),\
    $(call object,$(library) $(shared) tests/test_$(1).c $(sources_$(1))))
	@$$(CC) $$(flags) $$^ -Wl,--gc-sections $$(LINK) -o $$@
endef
$(foreach test,$(TESTS),$(eval $(call program,$(test))))

# A test that does not end is ended.
$(OUT)/%.tap: $(OUT)/%.elf
	@timeout 600 $(RUN) $< >$@ 2>&1; echo "exit $$?" >>$@

.SECONDARY:
