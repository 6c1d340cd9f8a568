import { join } from 'node:path'
import type { InlineConfig } from 'vite'
import { IPC } from '../../shared/ipc/contract.ts'
import { serviceWorkerDefines } from './precache.ts'

export interface Target {
  name: string
  /** Files and folders, relative to the project, whose contents decide whether to build again. */
  inputs: string[]
  /** Is made by the build; built again when missing. */
  output: string
  /** One after the other; each may look at what the earlier ones made. */
  steps: ((root: string) => InlineConfig)[]
}

const BUILD_INPUTS = ['scripts/build', 'package-lock.json', 'tsconfig.json']
/** What an administrator runs beside a central, without this project. */
const COMMANDS = ['scripts/import.ts', 'scripts/people.ts'] as const
/** The packaged app carries no node_modules. */
const BUNDLED = { noExternal: true as const, external: ['electron'] }

/** A program for Node or Electron: one file with source map beside it. */
function program(
  root: string,
  entries: Record<string, string>,
  outDir: string,
  rest: InlineConfig,
): InlineConfig {
  const { build, ...others } = rest
  return {
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ...others,
    build: {
      ssr: true,
      outDir: join(root, outDir),
      emptyOutDir: true,
      sourcemap: true,
      minify: false,
      target: 'node20',
      ...build,
      rolldownOptions: {
        ...build?.rolldownOptions,
        input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(root, file)])),
      },
    },
  }
}

/** The worker that keeps the page in `rendererDir`, which must be built already; written into it. */
export function serviceWorker(root: string, rendererDir: string): InlineConfig {
  return {
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: serviceWorkerDefines(rendererDir),
    build: {
      outDir: rendererDir,
      emptyOutDir: false,
      sourcemap: true,
      target: 'chrome120',
      rolldownOptions: {
        input: join(root, 'renderer/service-worker/sw.ts'),
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  }
}

/** In the order in which they are built. */
export const TARGETS: Target[] = [
  {
    name: 'central',
    inputs: ['central', 'shared', 'resources', ...COMMANDS, 'scripts/central-access.ts', ...BUILD_INPUTS],
    output: 'dist/central/server.js',
    steps: [
      (root) =>
        program(
          root,
          {
            server: 'central/server.ts',
            'fit-process': 'central/policies/fit-process.ts',
            import: COMMANDS[0],
            people: COMMANDS[1],
          },
          'dist/central',
          {},
        ),
    ],
  },
  {
    name: 'renderer',
    inputs: ['renderer', 'shared', 'resources', 'vite.config.ts', ...BUILD_INPUTS],
    output: 'dist/renderer/sw.js',
    steps: [
      (root) => ({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' }),
      (root) => serviceWorker(root, join(root, 'dist/renderer')),
    ],
  },
  {
    name: 'desktop-shell',
    inputs: ['electron', 'shared', ...BUILD_INPUTS],
    output: 'dist/electron/preload.cjs',
    steps: [
      (root) =>
        program(root, { main: 'electron/main.ts' }, 'dist/electron', {
          ssr: BUNDLED,
          build: { rolldownOptions: { external: BUNDLED.external } },
        }),
      // Sandboxed preloads must be CommonJS. The channels go in as text, so that the schemas stay out.
      (root) =>
        program(root, { preload: 'electron/preload.ts' }, 'dist/electron', {
          ssr: BUNDLED,
          define: { CHANNELS: JSON.stringify(Object.keys(IPC)) },
          build: {
            emptyOutDir: false,
            rolldownOptions: {
              external: BUNDLED.external,
              output: { format: 'cjs', entryFileNames: 'preload.cjs' },
            },
          },
        }),
    ],
  },
]
