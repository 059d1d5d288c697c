import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { listScreens, openScreen, type Screen } from '../e2e/screens-list';

/**
 * Pictures of every screen of a running Highwater: `tsx scripts/screenshots.ts <base URL> <folder>`.
 * `--screens`, `--widths`, `--themes` and `--languages` take comma lists; everything is the default.
 */
const HEIGHTS: Readonly<Record<string, number>> = { '1440': 900, '1024': 768, '390': 844 };
const LANGUAGES: Readonly<Record<string, string>> = { en: 'en', zh: 'zh-CN' };

async function takePictures(browser: Browser, baseUrl: string, folder: string, screens: readonly Screen[], look: Look) {
  const context = await browser.newContext({
    viewport: { width: Number(look.width), height: HEIGHTS[look.width] ?? 900 },
    colorScheme: look.theme === 'dark' ? 'dark' : 'light',
    reducedMotion: 'reduce',
    baseURL: baseUrl,
  });
  const locale = LANGUAGES[look.language] ?? 'en';
  await context.addCookies([{ name: 'highwater-locale', value: locale, url: baseUrl }]);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`  console: ${message.text().slice(0, 400)}`);
  });
  page.on('pageerror', (error) => console.error(`  page: ${error.message.slice(0, 400)}`));
  for (const screen of screens) {
    await openScreen(page, screen);
    // Charts are drawn after they come into sight; nothing tells when that is done.
    await page.waitForTimeout(800);
    const file = `${screen.name}-${look.theme}-${look.language}-${look.width}.png`;
    await page.screenshot({ path: join(folder, file), fullPage: look.width === '390' });
    console.log(file);
  }
  await context.close();
}

interface Look {
  readonly width: string;
  readonly theme: string;
  readonly language: string;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      screens: { type: 'string' },
      widths: { type: 'string', default: '1440,1024,390' },
      themes: { type: 'string', default: 'light,dark' },
      languages: { type: 'string', default: 'en,zh' },
    },
  });
  const [baseUrl, folder] = positionals;
  if (baseUrl === undefined || folder === undefined) {
    throw new Error('Usage: tsx scripts/screenshots.ts <base URL> <folder> [--screens a,b] [--widths 1440,390]');
  }
  await mkdir(folder, { recursive: true });
  const wanted = values.screens?.split(',');
  const screens = (await listScreens(baseUrl)).filter(({ name }) => wanted === undefined || wanted.includes(name));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    for (const width of values.widths.split(',')) {
      for (const theme of values.themes.split(',')) {
        for (const language of values.languages.split(',')) {
          await takePictures(browser, baseUrl, folder, screens, { width, theme, language });
        }
      }
    }
  } finally {
    await browser.close();
  }
}

await main();
