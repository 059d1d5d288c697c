const IMAGE_SCALE = 2;
const PADDING_PX = 16;
const TITLE_PX = 28;

/** Hands a file to the browser's own download. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

const COPIED_STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-linecap',
  'stroke-linejoin',
  'stop-color',
  'stop-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'text-anchor',
];

/** An image of an SVG knows no style sheet, so each element gets what the page computed for it. */
function withComputedStyles(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  originals.forEach((original, index) => {
    const computed = getComputedStyle(original);
    const target = copies[index];
    for (const property of COPIED_STYLES) target?.setAttribute(property, computed.getPropertyValue(property));
  });
  return copy;
}

async function readSvgImage(svg: SVGSVGElement): Promise<HTMLImageElement> {
  const box = svg.getBoundingClientRect();
  const copy = withComputedStyles(svg);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(box.width));
  copy.setAttribute('height', String(box.height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

/** All drawings inside an element, as they stand to one another, under a title on the page's ground. */
export async function readChartImage(root: HTMLElement, title: string): Promise<Blob | null> {
  const style = getComputedStyle(root);
  const box = root.getBoundingClientRect();
  const canvas = document.createElement('canvas');
  canvas.width = (box.width + 2 * PADDING_PX) * IMAGE_SCALE;
  canvas.height = (box.height + 2 * PADDING_PX + TITLE_PX) * IMAGE_SCALE;
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.scale(IMAGE_SCALE, IMAGE_SCALE);
  context.fillStyle = style.getPropertyValue('--hw-surface');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = style.color;
  context.font = `600 ${style.fontSize} ${style.fontFamily}`;
  context.fillText(title, PADDING_PX, PADDING_PX + TITLE_PX / 2);
  const drawings = root.querySelectorAll<SVGSVGElement | HTMLCanvasElement>(
    '[data-chart-drawing] svg, [data-chart-drawing] canvas',
  );
  for (const drawing of drawings) {
    const at = drawing.getBoundingClientRect();
    const image = drawing instanceof HTMLCanvasElement ? drawing : await readSvgImage(drawing);
    const x = at.left - box.left + PADDING_PX;
    context.drawImage(image, x, at.top - box.top + PADDING_PX + TITLE_PX, at.width, at.height);
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
