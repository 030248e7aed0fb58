// SPDX-License-Identifier: MIT
/*
 * What imports really keep, in MicroPython that was compiled to WebAssembly:
 *
 *     node measure.mjs NAME=FILE...
 *
 * Each file is imported under its name, from the file system, in an instance of its own: twice, with all that the
 * first import left behind but names and tables still there. Prints for each a line of the name, what the second
 * import keeps, which is the module's own, and what the first one left in what is shared. NAME is that of a module, or
 * of a part of a package, PACKAGE/__init__ or PACKAGE/MODULE; the figures of a package are those of all its parts.
 * XROM_NODE_MODULES is the folder where MicroPython is installed.
 */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const modules = process.env.XROM_NODE_MODULES;
const file = path.join(modules, '@micropython/micropython-webassembly-pyscript/micropython.mjs');
const { loadMicroPython } = await import(pathToFileURL(path.resolve(file)));

/*
 * The collector takes each word in the heap that may be an address for one. Tables of names, two of 16 bits in a word,
 * are mistaken for low addresses, and would keep garbage alive. So imports get memory above this, which is the address
 * of the heap's second part: there are no more than 2,048 names. All below is filled before.
 */
const ABOVE = 128 * 1024 * 1024;
const BLOCK = 16;
const FILL = `
_filled = 0
_chain = ()
def _fill():
    global _filled, _chain
    while id(_chain) < ${ABOVE}:
        _chain = (_chain,)
        _filled += 1
    _chain = (_chain,)
    _filled += 1
`;

// What modules import, of this MicroPython, and what it does not have.
const USED = 'array, asyncio, collections, io, json, micropython, re, struct, time';
const STUBS = { network: 'STA_IF = 0', framebuf: 'MONO_VLSB = 0\nclass FrameBuffer:\n    pass' };

async function measure(name, files) {
    const silent = () => undefined;
    const mp = await loadMicroPython({ heapsize: 64 * 1024, stdout: silent, stderr: silent });
    const run = (code) => mp.runPython(code);
    // A collection happens between two calls.
    const allocated = () => {
        run('import gc; gc.collect()');
        run('gc.collect()');
        run('_allocated = gc.mem_alloc()');
        return mp.globals.get('_allocated') - mp.globals.get('_filled') * BLOCK;
    };
    const drop = () => {
        run(`del ${name}`);
        run(`for _n in [n for n in sys.modules if n.split(".")[0] == "${name}"]: del sys.modules[_n]`);
        return allocated();
    };

    mp._module._malloc(ABOVE);
    mp.FS.mkdir('/own');
    mp.FS.mkdir('/stubs');
    for (const [stub, code] of Object.entries(STUBS)) {
        mp.FS.writeFile(`/stubs/${stub}.py`, code);
    }
    for (const [target, source] of files) {
        const folder = path.dirname(`/own/${target}`);
        if (!mp.FS.analyzePath(folder).exists) {
            mp.FS.mkdir(folder);
        }
        mp.FS.writeFile(`/own/${target}.mpy`, fs.readFileSync(source));
    }
    run(FILL);
    run('import sys; sys.path.append("/own"); sys.path.append("/stubs"); _n = ""');
    run(`import ${Object.keys(STUBS).join(', ')}, ${USED}`);
    allocated();
    const before = allocated();
    run(`_fill(); import ${name}`);
    const after = drop();
    run(`_fill(); import ${name}`);
    const own = allocated() - drop();
    return `${name} ${own} ${after - before}`;
}

const files = process.argv.slice(2).map((word) => word.split('='));
try {
    for (const name of new Set(files.map(([target]) => target.split('/')[0]))) {
        console.log(await measure(name, files.filter(([target]) => target.split('/')[0] === name)));
    }
} catch (error) {
    // Not the source of MicroPython, which is one line of 100 KB.
    process.stderr.write(`measure: ${error.message}\n`);
    process.exitCode = 1;
}
