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
#   XROM_OUT    the folder for all that is made here; default: xrom.out. One for each compiler: make does not see that CC changed
#   XROM_TOOL   the command xrom, where there is one already, by its path or as the shell finds it; else it is made with HOSTCC,
#               libdeflate and libcrypto
#
# and has from there on, beside the files above:
#
#   XROM_CPPFLAGS        for what includes the headers
#   XROM_SOURCES         the reader, and all else that runs in firmware: what libxrom.a is made of, with CC, CPPFLAGS, CFLAGS and AR
#   XROM_BUILD_SOURCES   in addition, the builder and the backend for files, which need XROM_BUILD_LIBS
#
# $(call xrom_add_image,SYMBOL,FOLDER,ALIGN,OPTIONS,PLACE,PROGRAM): rules for an image of a folder.
#
# Without PLACE it is a part of a program, by SYMBOL.romfs.o. SYMBOL.romfs.h declares
#
#     extern const uint8_t SYMBOL[];          the image, as xrom_open() takes it
#     extern const uint32_t SYMBOL_size;      bytes
#
#   SYMBOL    a name in C, and another one for each image
#   FOLDER    as it stands in a rule: 'a folder' where there are spaces in its name
#   ALIGN     the alignment of data in bytes: N for all files, GLOB=N for some; what a file needs the image gets, too
#   OPTIONS   any others of `xrom build`, as they stand in a rule: --mpy --gzip '*.html' --version-string 1.2
#
# PLACE puts it into the flash beside a program. $(XROM_OUT)/SYMBOL.uf2 then is PROGRAM and the image together. PLACE is
#
#     FLASH address size [FAMILY family] [FORMAT format] [FLASH_SIZE size] [SECTOR_SIZE size]
#     SLOT address size ...
#
# and these words, and the numbers that SYMBOL.romfs.h has then, are those of CMake: lib/xrom.cmake tells of each.
#
#   PROGRAM   the program that was linked; a .hex, .uf2 or .s19 file, as that of another image, whose rules come before; a .bin
#             file of a firmware, for the start of the flash; or nothing: the image alone. What was linked needs OBJCOPY; default:
#             objcopy
#
# The image is built again when a file of the folder is changed, added or removed, and when the Makefile is changed.
# The first target is that of the Makefile.
xrom_goal := $(.DEFAULT_GOAL)

XROM := $(patsubst %/lib/,%,$(dir $(lastword $(MAKEFILE_LIST))))
XROM_OUT ?= xrom.out
XROM_TOOL ?= $(XROM_OUT)/host/xrom
ifeq ($(findstring /,$(XROM_TOOL)),)
override XROM_TOOL := $(or $(shell command -v $(XROM_TOOL) 2>/dev/null),$(error XROM_TOOL, $(XROM_TOOL), is no command; say where \
    it is, or leave it out))
endif
XROM_CPPFLAGS := -I$(XROM)/include
HOSTCC ?= cc
HOSTCFLAGS ?= -O2
OBJCOPY ?= objcopy

include $(XROM)/lib/sources.mk
xrom_firmware := $(xrom_reader) $(xrom_mpy) $(xrom_backends)
XROM_SOURCES := $(addprefix $(XROM)/,$(xrom_firmware))
XROM_BUILD_SOURCES := $(addprefix $(XROM)/,$(xrom_host) $(xrom_posix))
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
xrom_tool_objects := $(patsubst %.c,$(XROM_OUT)/host/%.o,$(xrom_firmware) $(xrom_host) $(xrom_posix) $(xrom_tool) $(xrom_tool_posix))
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

# The value of a word of a place; all of its words from the fourth on, each with its value; and what they are for the tool.
xrom_value = $(patsubst $(1)=%,%,$(filter $(1)=%,$(call xrom_values,$(2))))
xrom_values = $(subst FAMILY ,FAMILY=,$(subst FORMAT ,FORMAT=,$(subst _SIZE ,_SIZE=,$(wordlist 4,99,$(1)))))
xrom_known := FAMILY=% FORMAT=% FLASH_SIZE=% SECTOR_SIZE=%
xrom_format = $(or $(call xrom_value,FORMAT,$(1)),uf2)
xrom_room = --$(if $(filter FLASH,$(firstword $(1))),max-size,slots) $(word 3,$(1))
xrom_place = --base $(word 2,$(1)) $(call xrom_room,$(1)) $(foreach word,FAMILY FLASH_SIZE SECTOR_SIZE,$(foreach \
    value,$(call xrom_value,$(word),$(1)),--$(subst SIZE,size,$(subst SECTOR_,sector-,$(subst FLASH_,flash-,$(subst \
    FAMILY,family,$(word))))) $(value)))
xrom_check_place = $(if $(or $(filter-out FLASH SLOT,$(firstword $(2))),$(if $(word 3,$(2)),,none),$(filter-out \
    $(xrom_known),$(call xrom_values,$(2))),$(strip $(foreach word,FAMILY FORMAT FLASH_SIZE SECTOR_SIZE,$(word 2,$(call \
    xrom_value,$(word),$(2)))))),$(error xrom_add_image $(1): the place is to be FLASH or SLOT, an address and a \
    size, then words that lib/xrom.mk names, each once; it is: $(2)))$(if $(filter uf2 hex s19 bin,$(call \
    xrom_format,$(2))),,$(error xrom_add_image $(1): FORMAT $(call xrom_format,$(2)) is not uf2, hex, s19 or bin))$(if $(and \
    $(filter %.uf2,$(1).$(call xrom_format,$(2)) $(3)),$(if $(call xrom_value,FAMILY,$(2)),,none)),$(error xrom_add_image \
    $(1): FAMILY, the chip that a UF2 file is for, is missing))$(if $(and $(filter %.bin,$(3)),$(xrom_taken_$(3))),$(error \
    xrom_add_image $(1): FORMAT bin is for the last image: $(3) has no addresses))

# The file that a program is merged from.
xrom_merged = $(if $(filter %.hex %.uf2 %.s19 %.bin,$(2)),$(2),$(XROM_OUT)/$(1).firmware.hex)

# In quotes for the shell, as SYMBOL may be anything.
xrom_is_symbol = $(shell printf '%s\n' '$(subst ','\'',$(1))' | LC_ALL=C grep -x '[A-Za-z_][A-Za-z0-9_]*')
xrom_check_symbol = $(if $(call xrom_is_symbol,$(1)),,$(error xrom_add_image: $(if $(1),$(1) cannot be a name in C; give \
    another SYMBOL,SYMBOL, a name in C, is missing)))

xrom_add_image = $(call xrom_check_symbol,$(strip $(1)))$(call xrom_rules,$(strip $(1)),$(strip $(2)),$(3),$(4),$(strip $(5)),$(strip $(6)))

define xrom_rules
xrom_goal := $$(.DEFAULT_GOAL)
$(XROM_OUT)/$(1).romfs: $(XROM_TOOL) $(firstword $(MAKEFILE_LIST))
	@mkdir -p $$(@D)
	$(XROM_TOOL) build $(2) -o $$@ --depfile $$@.d $(strip $(foreach rule,$(3),--align '$(rule)') $(4) $(if \
	    $(filter FLASH,$(firstword $(5))),$(call xrom_room,$(5))))
-include $(XROM_OUT)/$(1).romfs.d
$(if $(5),$(call xrom_flash_rules,$(1),$(5),$(6)),$(call xrom_link_rules,$(1),$(3)))
.DEFAULT_GOAL := $$(xrom_goal)
endef

define xrom_link_rules
$(XROM_OUT)/$(1).romfs.h: $(firstword $(MAKEFILE_LIST))
	@mkdir -p $$(@D)
	@printf '#include <xrom/incbin.h>\nXROM_INCBIN_EXTERN($(1));\n' >$$@
$(XROM_OUT)/$(1).romfs.c: $(firstword $(MAKEFILE_LIST))
	@mkdir -p $$(@D)
	@printf '#include <xrom/incbin.h>\nXROM_INCBIN($(1), "$(XROM_OUT)/$(1).romfs", $(call xrom_largest,$(2)));\n' >$$@
$(XROM_OUT)/$(1).romfs.o: $(XROM_OUT)/$(1).romfs.c $(XROM_OUT)/$(1).romfs
	$$(CC) $(XROM_CPPFLAGS) $$(CPPFLAGS) $$(CFLAGS) -c $$< -o $$@
endef

define xrom_flash_rules
$(call xrom_check_place,$(1),$(2),$(3))
xrom_taken_$(XROM_OUT)/$(1).$(call xrom_format,$(2)) := $(xrom_taken_$(3)) --taken $(word 2,$(2)):$(word 3,$(2))
$(XROM_OUT)/$(1).romfs.h: $(XROM_TOOL) $(firstword $(MAKEFILE_LIST))
	@mkdir -p $$(@D)
	$(XROM_TOOL) convert --header --symbol $(1) $(call xrom_place,$(2)) -o $$@
$(XROM_OUT)/$(1).$(call xrom_format,$(2)): $(XROM_OUT)/$(1).romfs $(3) $(XROM_TOOL) $(firstword $(MAKEFILE_LIST))
	$(if $(filter-out %.hex %.uf2 %.s19 %.bin,$(3)),$$(OBJCOPY) -O ihex $(3) $(call xrom_merged,$(1),$(3)))
	$(XROM_TOOL) convert $$< --$(call xrom_format,$(2)) $(call xrom_place,$(2)) $(xrom_taken_$(3)) $(if \
	    $(3),--merge $(call xrom_merged,$(1),$(3))) -o $$@
endef
