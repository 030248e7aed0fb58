# SPDX-License-Identifier: MIT
# All sources of the library and the tool, in one list for every build.
#
# To add a file, add a line to its group; no other list names it. Its path begins at the folder that holds lib/. A line
# is `group += path`, with single spaces and nothing behind it: some read it as make does, others as text. The name of a
# new group is also to be told to lib/meson.build, lib/xrom.mk and CMakeLists.txt.

# The reader, in the order in which data flows: all that firmware needs beside one backend at most.
xrom_reader += lib/cursor.c
xrom_reader += lib/record.c
xrom_reader += lib/image.c
xrom_reader += lib/node.c
xrom_reader += lib/lookup.c
xrom_reader += lib/file.c
xrom_reader += lib/walk.c
xrom_reader += lib/check.c
xrom_reader += lib/path.c
xrom_reader += lib/index.c
xrom_reader += lib/index_check.c
xrom_reader += lib/metadata.c
xrom_reader += lib/verify.c
xrom_reader += lib/slot.c
xrom_reader += lib/error.c

# Compiled modules of MicroPython, for firmware and tools that look into them; needs the reader's cursor.
xrom_mpy += lib/mpy/mpy.c
xrom_mpy += lib/mpy/mpy_walk.c
xrom_mpy += lib/mpy/mpy_code.c
xrom_mpy += lib/mpy/mpy_check.c
xrom_mpy += lib/mpy/mpy_arch.c

# Backends that need no operating system. To use one takes backend.c and its own file.
xrom_backends += lib/backend/backend.c
xrom_backends += lib/backend/rp2040_xip.c
xrom_backends += lib/backend/rp2040_flash.c
xrom_backends += lib/backend/rp2040_crc32.c
xrom_backends += lib/backend/ram.c
xrom_backends += lib/backend/ram_fault.c
xrom_backends += lib/backend/ram_count.c
xrom_backends += lib/backend/ram_cache.c

# Needs an operating system, libdeflate and libcrypto: the builder, and the backend for files.
xrom_host += lib/backend/mmap.c
xrom_host += lib/build/about.c
xrom_host += lib/build/arena.c
xrom_host += lib/build/arrange.c
xrom_host += lib/build/bound.c
xrom_host += lib/build/compress.c
xrom_host += lib/build/content.c
xrom_host += lib/build/dedupe.c
xrom_host += lib/build/describe.c
xrom_host += lib/build/edit.c
xrom_host += lib/build/emit.c
xrom_host += lib/build/folder.c
xrom_host += lib/build/from_image.c
xrom_host += lib/build/grow.c
xrom_host += lib/build/hash.c
xrom_host += lib/build/host.c
xrom_host += lib/build/host_path.c
xrom_host += lib/build/index.c
xrom_host += lib/build/index_write.c
xrom_host += lib/build/layout.c
xrom_host += lib/build/link.c
xrom_host += lib/build/match.c
xrom_host += lib/build/message.c
xrom_host += lib/build/name.c
xrom_host += lib/build/options.c
xrom_host += lib/build/order.c
xrom_host += lib/build/output.c
xrom_host += lib/build/place.c
xrom_host += lib/build/pool.c
xrom_host += lib/build/spool.c
xrom_host += lib/build/tree.c
xrom_host += lib/build/type.c
xrom_host += lib/convert/flash.c
xrom_host += lib/convert/family.c
xrom_host += lib/convert/file.c
xrom_host += lib/convert/uf2.c
xrom_host += lib/convert/uf2_write.c
xrom_host += lib/convert/digits.c
xrom_host += lib/convert/hex.c
xrom_host += lib/convert/s19.c
xrom_host += lib/convert/binary.c
xrom_host += lib/convert/symbol.c
xrom_host += lib/convert/embed_c.c
xrom_host += lib/convert/embed_assembler.c
xrom_host += lib/convert/embed_object.c

# The tool: main.c has the table of commands, each command is a file; then what they have in common.
xrom_tool += tools/xrom/main.c
xrom_tool += tools/xrom/arguments.c
xrom_tool += tools/xrom/help.c
xrom_tool += tools/xrom/build.c
xrom_tool += tools/xrom/build_help.c
xrom_tool += tools/xrom/build_options.c
xrom_tool += tools/xrom/mpy_options.c
xrom_tool += tools/xrom/cat.c
xrom_tool += tools/xrom/check.c
xrom_tool += tools/xrom/convert.c
xrom_tool += tools/xrom/convert_flash.c
xrom_tool += tools/xrom/convert_link.c
xrom_tool += tools/xrom/convert_merge.c
xrom_tool += tools/xrom/convert_options.c
xrom_tool += tools/xrom/diff.c
xrom_tool += tools/xrom/extract.c
xrom_tool += tools/xrom/extract_plan.c
xrom_tool += tools/xrom/extract_write.c
xrom_tool += tools/xrom/info.c
xrom_tool += tools/xrom/ls.c
xrom_tool += tools/xrom/tree.c
xrom_tool += tools/xrom/about.c
xrom_tool += tools/xrom/board.c
xrom_tool += tools/xrom/compile.c
xrom_tool += tools/xrom/compile_job.c
xrom_tool += tools/xrom/compiler.c
xrom_tool += tools/xrom/constants.c
xrom_tool += tools/xrom/contents.c
xrom_tool += tools/xrom/depfile.c
xrom_tool += tools/xrom/equal.c
xrom_tool += tools/xrom/failure.c
xrom_tool += tools/xrom/figures.c
xrom_tool += tools/xrom/find.c
xrom_tool += tools/xrom/folder.c
xrom_tool += tools/xrom/hidden.c
xrom_tool += tools/xrom/host.c
xrom_tool += tools/xrom/input.c
xrom_tool += tools/xrom/input_align.c
xrom_tool += tools/xrom/input_flash.c
xrom_tool += tools/xrom/input_stream.c
xrom_tool += tools/xrom/inspect.c
xrom_tool += tools/xrom/json.c
xrom_tool += tools/xrom/memory.c
xrom_tool += tools/xrom/message.c
xrom_tool += tools/xrom/metadata.c
xrom_tool += tools/xrom/module.c
xrom_tool += tools/xrom/mpy_cache.c
xrom_tool += tools/xrom/mpy_pack.c
xrom_tool += tools/xrom/output.c
xrom_tool += tools/xrom/place.c
xrom_tool += tools/xrom/precompile.c
xrom_tool += tools/xrom/process.c
xrom_tool += tools/xrom/progress.c
xrom_tool += tools/xrom/records.c
xrom_tool += tools/xrom/refusals.c
xrom_tool += tools/xrom/scan.c
xrom_tool += tools/xrom/scratch.c
xrom_tool += tools/xrom/search.c
xrom_tool += tools/xrom/signals.c
xrom_tool += tools/xrom/source.c
xrom_tool += tools/xrom/target.c
xrom_tool += tools/xrom/text.c
xrom_tool += tools/xrom/verify.c
xrom_tool += tools/xrom/warnings.c
xrom_tool += tools/xrom/whole.c
