# SPDX-License-Identifier: MIT
# xrom_add_image(TARGET DIR folder [NAME symbol] [ALIGN rule...] [MPY] [OPTIONS option...]
#                [FLASH address size | SLOT address size] [FAMILY family] [FORMAT format] [FLASH_SIZE size] [SECTOR_SIZE size])
#
# Builds an image of a folder and links it into an executable or a library. `#include "symbol.romfs.h"` then declares
#
#     extern const uint8_t symbol[];          the image, as xrom_open() takes it
#     extern const uint32_t symbol_size;      bytes
#
#   TARGET   made by add_executable() or add_library() in the same directory
#   DIR      the folder, relative to the directory of the CMakeLists.txt
#   NAME     a name in C, other than those of other images of TARGET. Default: that of the folder, with '_' for what a name in C
#            cannot have
#   ALIGN    the alignment of data in bytes: N for all files, 'GLOB=N' for some; what a file needs the image gets, too
#   MPY      compiles each .py with mpy-cross: `xrom build --mpy`, which says where that is looked for
#   OPTIONS  any others of `xrom build`, as --gzip '*.html' or --version-string 1.2
#
# The image is built again when a file of the folder is changed, added or removed. It is at TARGET.xrom/symbol.romfs in the
# directory of the build, and in the section .rodata.xrom.symbol of the program.
#
# With one of these two it is not linked, but put into the flash beside the program, for which TARGET has to be an executable.
# TARGET, the images of earlier calls for it and this one together are the file TARGET.xrom/symbol.uf2. Where TARGET is for a
# host, and so in no flash, the file has the images alone, for tests of what is done with them.
#
#   FLASH    the image is at an address, with `size` bytes of room, as 0x10100000 1M. In the header `symbol` and `symbol_size`
#            stand for these, and symbol_address and symbol_offset for where that is, as below
#   SLOT     `size` bytes from an address on are two slots (xrom/slots.h), and the image is in the first, ready to be used:
#            xrom_slots_open() finds it there. The second is empty, whatever was in it. In the header are
#
#     symbol_slots_address    where the slots begin
#     symbol_slots_offset     the same, from the start of the flash; for a FAMILY of which that is known
#     symbol_slots_size       of both, in bytes; the `room` of a struct xrom_place
#     symbol_slot_size        of one
#     symbol_slot_room        that an image may have
#     symbol_sector_size      that are erased at once
#
#   FAMILY       the chip, as `xrom convert` calls it: rp2040, rp2350-arm-s. Needed for UF2
#   FORMAT       uf2 (the default), hex, s19 or bin, with which the file then ends; bin only for the last image of TARGET
#   FLASH_SIZE   what flash the chip has, as 2M, if its FAMILY is known; default: all that it can map
#   SECTOR_SIZE  what the flash erases at once; default: 4096
function(xrom_add_image target)
  cmake_parse_arguments(PARSE_ARGV 1 image MPY "DIR;NAME;FAMILY;FORMAT;FLASH_SIZE;SECTOR_SIZE" "ALIGN;FLASH;SLOT;OPTIONS")
  if(NOT TARGET ${target})
    message(FATAL_ERROR "xrom_add_image(${target}): there is no such target; add_executable() or add_library() is to come before")
  endif()
  if(image_UNPARSED_ARGUMENTS OR NOT DEFINED image_DIR OR image_DIR STREQUAL "")
    message(FATAL_ERROR "xrom_add_image(${target}): DIR folder is missing, or these are unknown: ${image_UNPARSED_ARGUMENTS}")
  endif()
  if(image_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "xrom_add_image(${target}): nothing follows ${image_KEYWORDS_MISSING_VALUES}")
  endif()
  if(NOT TARGET xrom::tool)
    message(FATAL_ERROR "xrom_add_image(${target}): there is no xrom::tool; install pkg-config, libdeflate and libcrypto with "
                        "their headers, or name the command with -DXROM_TOOL=PROGRAM")
  endif()
  cmake_path(ABSOLUTE_PATH image_DIR NORMALIZE)
  string(REGEX REPLACE "/$" "" image_DIR "${image_DIR}")
  if(NOT DEFINED image_NAME)
    cmake_path(GET image_DIR FILENAME image_NAME)
    string(MAKE_C_IDENTIFIER "${image_NAME}" image_NAME)
  endif()
  # Folders are called like words of C and C++: static, public.
  set(words auto bool break case char class const continue default delete do double else enum export extern false float for friend
            goto if inline int long namespace new operator private protected public register restrict return short signed sizeof
            static struct switch template this throw true try typedef union unsigned using virtual void volatile while)
  get_property(names TARGET ${target} PROPERTY XROM_NAMES)
  if(NOT image_NAME MATCHES "^[A-Za-z_][A-Za-z0-9_]*$" OR image_NAME IN_LIST words)
    message(FATAL_ERROR "xrom_add_image(${target}): ${image_NAME} cannot be a name in C; give another NAME")
  elseif(image_NAME IN_LIST names)
    message(FATAL_ERROR "xrom_add_image(${target}): there is an image ${image_NAME} already; give this one another NAME")
  endif()
  set_property(TARGET ${target} APPEND PROPERTY XROM_NAMES ${image_NAME})

  # The address of an image is a multiple of all alignments in it, and of the 8 that an index has.
  set(align 8)
  foreach(rule IN LISTS image_ALIGN)
    string(REGEX REPLACE ".*=" "" bytes "${rule}")
    if(NOT bytes MATCHES "^[0-9]+$")
      message(FATAL_ERROR "xrom_add_image(${target}): ALIGN ${rule} is not N or GLOB=N, with N a number of bytes")
    endif()
    if(bytes GREATER align)
      set(align ${bytes})
    endif()
    list(APPEND image_OPTIONS --align "${rule}")
  endforeach()

  if(image_MPY)
    list(APPEND image_OPTIONS --mpy)
  endif()

  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}.xrom")
  set(file "${folder}/${image_NAME}.romfs")
  file(MAKE_DIRECTORY "${folder}")
  if(DEFINED image_FLASH OR DEFINED image_SLOT)
    xrom_flash_image()
  elseif(DEFINED image_FAMILY OR DEFINED image_FORMAT OR DEFINED image_FLASH_SIZE OR DEFINED image_SECTOR_SIZE)
    message(FATAL_ERROR "xrom_add_image(${target}): FAMILY, FORMAT, FLASH_SIZE and SECTOR_SIZE are for FLASH or SLOT")
  else()
    file(CONFIGURE OUTPUT "${file}.c" CONTENT "#include <xrom/incbin.h>\nXROM_INCBIN(@image_NAME@, \"@file@\", @align@);\n" @ONLY)
    file(CONFIGURE OUTPUT "${file}.h" CONTENT "#include <xrom/incbin.h>\nXROM_INCBIN_EXTERN(@image_NAME@);\n" @ONLY)
    set_source_files_properties("${file}.c" PROPERTIES OBJECT_DEPENDS "${file}")
    target_sources(${target} PRIVATE "${file}.c" "${file}")
  endif()
  if(CMAKE_GENERATOR MATCHES Makefiles)
    # Here CMake never forgets a file that once was in a depfile. So the image is built each time, and counts if it is another.
    add_custom_target(
      ${target}_${image_NAME}_image
      COMMAND xrom::tool build "${image_DIR}" -o "${file}.new" ${image_OPTIONS}
      COMMAND "${CMAKE_COMMAND}" -E copy_if_different "${file}.new" "${file}"
      BYPRODUCTS "${file}" "${file}.new"
      VERBATIM)
    add_dependencies(${target} ${target}_${image_NAME}_image)
  else()
    add_custom_command(
      OUTPUT "${file}"
      COMMAND xrom::tool build "${image_DIR}" -o "${file}" --depfile "${file}.d" ${image_OPTIONS}
      DEPENDS "$<TARGET_FILE:xrom::tool>"
      DEPFILE "${file}.d"
      COMMENT "Building ${image_NAME}.romfs"
      VERBATIM)
  endif()
  target_include_directories(${target} PRIVATE "${folder}" "$<TARGET_PROPERTY:xrom::reader,INTERFACE_INCLUDE_DIRECTORIES>")
endfunction()

# The part of xrom_add_image() for an image that is not linked: its header, and the file with all that is for the flash.
macro(xrom_flash_image)
  set(number "(0x[0-9A-Fa-f]+|[0-9]+)[KM]?")
  if(DEFINED image_FLASH AND DEFINED image_SLOT)
    message(FATAL_ERROR "xrom_add_image(${target}): FLASH and SLOT exclude each other")
  elseif(NOT "${image_FLASH}${image_SLOT}" MATCHES "^${number};${number}$")
    message(FATAL_ERROR "xrom_add_image(${target}): FLASH and SLOT are to be followed by an address and a size, as 0x10100000 64K")
  endif()
  get_target_property(type ${target} TYPE)
  if(NOT type STREQUAL EXECUTABLE)
    message(FATAL_ERROR "xrom_add_image(${target}): FLASH and SLOT put an image beside a program, and ${target} is a library")
  endif()
  if(NOT DEFINED image_FORMAT)
    set(image_FORMAT uf2)
  endif()
  if(NOT image_FORMAT MATCHES "^(uf2|hex|s19|bin)$")
    message(FATAL_ERROR "xrom_add_image(${target}): FORMAT ${image_FORMAT} is not uf2, hex, s19 or bin")
  elseif(image_FORMAT STREQUAL uf2 AND NOT DEFINED image_FAMILY)
    message(FATAL_ERROR "xrom_add_image(${target}): FAMILY, the chip that a UF2 file is for, is missing; another FORMAT needs none")
  endif()
  set(range ${image_FLASH} ${image_SLOT})
  list(GET range 0 address)
  list(GET range 1 size)
  set(place --base ${address})
  if(DEFINED image_SLOT)
    list(APPEND place --slots ${size})
  else()
    list(APPEND place --max-size ${size})
    list(APPEND image_OPTIONS --max-size ${size})
  endif()
  foreach(word FAMILY FLASH_SIZE SECTOR_SIZE)
    if(DEFINED image_${word})
      string(TOLOWER "--${word}" option)
      string(REPLACE "_" "-" option "${option}")
      list(APPEND place ${option} "${image_${word}}")
    endif()
  endforeach()

  add_custom_command(
    OUTPUT "${file}.h"
    COMMAND xrom::tool convert --header ${place} --symbol ${image_NAME} -o "${file}.h"
    DEPENDS "$<TARGET_FILE:xrom::tool>"
    COMMENT "Writing ${image_NAME}.romfs.h"
    VERBATIM)
  target_sources(${target} PRIVATE "${file}.h")

  # What there is in the flash until now, with which the image is merged.
  get_target_property(taken ${target} XROM_TAKEN)
  if(taken)
    list(APPEND place ${taken})
  endif()
  set_property(TARGET ${target} APPEND PROPERTY XROM_TAKEN --taken "${address}:${size}")
  set(all "${folder}/${image_NAME}.${image_FORMAT}")
  get_target_property(before ${target} XROM_FLASH)
  if(before MATCHES "[.]bin$")
    message(FATAL_ERROR "xrom_add_image(${target}): FORMAT bin is for the last image: ${before} has no addresses")
  elseif(before MATCHES "[.]uf2$" AND NOT DEFINED image_FAMILY)
    message(FATAL_ERROR "xrom_add_image(${target}): FAMILY, the chip that a UF2 file is for, is missing: ${before} is one")
  elseif(before)
    set(merge DEPENDS "${before}")
    list(APPEND place --merge "${before}")
  elseif(NOT UNIX AND NOT WIN32)
    set(merge COMMAND "${CMAKE_OBJCOPY}" -O ihex "$<TARGET_FILE:${target}>" "${all}.hex" DEPENDS ${target})
    list(APPEND place --merge "${all}.hex")
  else()
    set(merge)
  endif()
  add_custom_command(
    OUTPUT "${all}"
    ${merge}
    COMMAND xrom::tool convert "${file}" --${image_FORMAT} ${place} -o "${all}"
    DEPENDS "${file}" "$<TARGET_FILE:xrom::tool>"
    COMMENT "Building ${image_NAME}.${image_FORMAT}"
    VERBATIM)
  add_custom_target(${target}_${image_NAME} ALL DEPENDS "${all}")
  if(CMAKE_GENERATOR MATCHES Makefiles)
    add_dependencies(${target}_${image_NAME} ${target}_${image_NAME}_image)
  endif()
  if(before)
    get_target_property(before ${target} XROM_FLASH_TARGET)
    add_dependencies(${target}_${image_NAME} ${before})
  endif()
  set_target_properties(${target} PROPERTIES XROM_FLASH "${all}" XROM_FLASH_TARGET ${target}_${image_NAME})
endmacro()
