# SPDX-License-Identifier: MIT
# xrom for GNU make. A Makefile says
#
#     include path/to/xrom/lib/xrom.mk
#     $(eval $(call xrom_add_image,assets,path/to/folder))
#
#     program: main.o $(XROM_OUT)/assets.romfs.o $(XROM_OUT)/libxrom.a
#     main.o: $(XROM_OUT)/assets.romfs.h
#
# It may set, before that line:
#
#   XROM_OUT    the folder for all that is made here; default: xrom.out
#   XROM_TOOL   the command xrom, where there is one already; else it is made with HOSTCC, libdeflate and libcrypto
#
# and has from there on, beside the files above:
#
#   XROM_CPPFLAGS        for what includes the headers
#   XROM_SOURCES         the reader, and all else that runs in firmware: what libxrom.a is made of, with CC, CPPFLAGS, CFLAGS and AR
#   XROM_BUILD_SOURCES   in addition, the builder and the backend for files, which need XROM_BUILD_LIBS
#
# $(call xrom_add_image,SYMBOL,FOLDER,ALIGN,OPTIONS): rules for an image of a folder as a part of a program. SYMBOL.romfs.h declares
#
#     extern const uint8_t SYMBOL[];          the image, as xrom_open() takes it
#     extern const uint32_t SYMBOL_size;      bytes
#
#   ALIGN     the alignment of data in bytes: N for all files, GLOB=N for some; what a file needs the image gets, too
#   OPTIONS   any others of `xrom build`, as they stand in a rule: --mpy --gzip '*.html' --version-string 1.2
#
# The image is built again when a file of the folder is changed, added or removed, and when the Makefile is changed.
# The first target is that of the Makefile.
xrom_goal := $(.DEFAULT_GOAL)

XROM := $(patsubst %/lib/,%,$(dir $(lastword $(MAKEFILE_LIST))))
XROM_OUT ?= xrom.out
XROM_TOOL ?= $(XROM_OUT)/host/xrom
XROM_CPPFLAGS := -I$(XROM)/include
HOSTCC ?= cc
HOSTCFLAGS ?= -O2

include $(XROM)/lib/sources.mk
xrom_firmware := $(xrom_reader) $(xrom_mpy) $(xrom_backends)
XROM_SOURCES := $(addprefix $(XROM)/,$(xrom_firmware))
XROM_BUILD_SOURCES := $(addprefix $(XROM)/,$(xrom_host))
XROM_BUILD_LIBS := -ldeflate -lcrypto

# The library, for where the program runs.
xrom_objects := $(patsubst %.c,$(XROM_OUT)/%.o,$(xrom_firmware))
$(XROM_OUT)/libxrom.a: $(xrom_objects)
	rm -f $@
	$(AR) rcs $@ $^
$(XROM_OUT)/lib/%.o: $(XROM)/lib/%.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -MMD -MP $(XROM_CPPFLAGS) $(CPPFLAGS) $(CFLAGS) -c $< -o $@
-include $(xrom_objects:.o=.d)

# The command, for this machine.
xrom_tool_objects := $(patsubst %.c,$(XROM_OUT)/host/%.o,$(xrom_firmware) $(xrom_host) $(xrom_tool))
$(XROM_OUT)/host/xrom: $(xrom_tool_objects)
	$(HOSTCC) -pthread $^ $(XROM_BUILD_LIBS) -o $@
$(XROM_OUT)/host/tools/%.o: xrom_host_defines := -I$(XROM)/tools/xrom -D_XOPEN_SOURCE=700 -D_FILE_OFFSET_BITS=64
$(XROM_OUT)/host/%.o: $(XROM)/%.c
	@mkdir -p $(@D)
	$(HOSTCC) -std=c11 -MMD -MP $(XROM_CPPFLAGS) $(xrom_host_defines) $(HOSTCFLAGS) -c $< -o $@
-include $(xrom_tool_objects:.o=.d)

.DEFAULT_GOAL := $(xrom_goal)

# The address of an image is a multiple of all alignments in it, and of the 8 that an index has.
xrom_largest = $(lastword $(shell printf '%s\n' 8 $(foreach rule,$(1),$(lastword $(subst =, ,$(rule)))) | sort -n))

define xrom_add_image
xrom_goal := $$(.DEFAULT_GOAL)
$(XROM_OUT)/$(1).romfs: $(XROM_TOOL) $(firstword $(MAKEFILE_LIST))
	@mkdir -p $$(@D)
	$(XROM_TOOL) build $(2) -o $$@ --depfile $$@.d $(strip $(foreach rule,$(3),--align '$(rule)') $(4))
-include $(XROM_OUT)/$(1).romfs.d
$(XROM_OUT)/$(1).romfs.h: $(firstword $(MAKEFILE_LIST))
	@mkdir -p $$(@D)
	@printf '#include <xrom/incbin.h>\nXROM_INCBIN_EXTERN($(1));\n' >$$@
$(XROM_OUT)/$(1).romfs.c: $(firstword $(MAKEFILE_LIST))
	@mkdir -p $$(@D)
	@printf '#include <xrom/incbin.h>\nXROM_INCBIN($(1), "$(XROM_OUT)/$(1).romfs", $(call xrom_largest,$(3)));\n' >$$@
$(XROM_OUT)/$(1).romfs.o: $(XROM_OUT)/$(1).romfs.c $(XROM_OUT)/$(1).romfs
	$$(CC) $(XROM_CPPFLAGS) $$(CPPFLAGS) $$(CFLAGS) -c $$< -o $$@
.DEFAULT_GOAL := $$(xrom_goal)
endef
