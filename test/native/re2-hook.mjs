// Lets `import 're2'` find the native module that the tests installed outside the tree (RE2_MODULES): npm leaves it out on
// Node 20, and this level runs on the Node 24 that the editor tests bring.
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.env['RE2_MODULES'], 'index.js'));
const url = pathToFileURL(require.resolve('re2')).href;
registerHooks({
  resolve: (specifier, context, next) => next(specifier === 're2' ? url : specifier, context),
});
