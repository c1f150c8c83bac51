import { picturesToTry } from './pictures-to-try.ts';

/** What the placeholders look like, as SVG on a canvas 1600 wide: flat shapes, plain type, nobody's likeness. */
export const canvasWidth = 1600;

type Drawing = {
  folder: string;
  height: number;
  svg: string;
};

const photographHeight = 1067;
const logoHeight = 900;

export const drawings: Drawing[] = [
  photograph('kishida', '#6f777d', 'a news conference in Tokyo', frame()),
  photograph('bridge', '#2f8580', 'a bridge', bridge()),
  photograph('library', '#b9802f', 'a library', books()),
  photograph('night-sky', '#2b2f66', 'the night sky', stars()),
  photograph('harbour', '#c4705f', 'a harbour', waves()),
  logo('logo-reuters', 'Reuters', '#3f4a54'),
  logo('logo-kyodo', 'Kyodo News', '#44506b'),
  logo('logo-voa', 'Voice of America', '#4c4a5e'),
  logo('logo-courier', 'Sampleville Courier', '#5b4a42'),
  ...picturesToTry.map(({ folder }) => small(folder)),
];

/** Words and shape keep clear of the top and the bottom, which a 16:9 crop takes away. */
function photograph(folder: string, ground: string, what: string, shape: string): Drawing {
  const middle = canvasWidth / 2;
  const svg = canvas(
    photographHeight,
    `<rect width="100%" height="100%" fill="${ground}"/>
    <g fill="none" stroke="#fff" stroke-opacity=".4" stroke-width="8" stroke-linecap="round" stroke-linejoin="round">${shape}</g>
    <g fill="#fff" text-anchor="middle" font-family="DejaVu Sans, sans-serif">
      <text x="${middle}" y="715" font-size="54">Placeholder picture</text>
      <text x="${middle}" y="775" font-size="34" fill-opacity=".85">${what}</text>
    </g>`,
  );
  return { folder, height: photographHeight, svg };
}

function logo(folder: string, name: string, colour: string): Drawing {
  const middle = canvasWidth / 2;
  const svg = canvas(
    logoHeight,
    `<rect width="100%" height="100%" fill="#f4f3f0"/>
    <text x="${middle}" y="${logoHeight / 2 + 32}" font-size="92" fill="${colour}" text-anchor="middle" font-family="DejaVu Sans, sans-serif">${name}</text>`,
  );
  return { folder, height: logoHeight, svg };
}

/** As wide as the smallest rendition, so that few files are made of it. */
function small(folder: string): Drawing {
  const height = 213;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="${height}">
    <rect width="100%" height="100%" fill="#6b7a5c"/>
    <text x="160" y="112" font-size="20" fill="#fff" text-anchor="middle" font-family="DejaVu Sans, sans-serif">Sample ${folder.replaceAll('-', ' ')}</text>
  </svg>`;
  return { folder, height, svg };
}

function canvas(height: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${canvasWidth}" height="${height}">${content}</svg>`;
}

/** An empty picture frame. */
function frame(): string {
  return '<rect x="640" y="310" width="320" height="230" rx="18"/><path d="M645 490l90 -80 70 60 80 -100 70 80"/><circle cx="715" cy="370" r="22"/>';
}

function bridge(): string {
  const hangers = [-240, -120, 0, 120, 240].map((x) => {
    const top = 300 + (x * x) / 640;
    return `<path d="M${800 + x} ${top}V500"/>`;
  });
  return `<path d="M400 500H1200M440 500Q800 100 1160 500"/>${hangers.join('')}`;
}

function books(): string {
  const spines: [number, number, number][] = [
    [540, 330, 60],
    [615, 290, 80],
    [710, 350, 50],
    [775, 300, 70],
    [860, 340, 90],
    [965, 290, 60],
  ];
  const standing = spines.map(
    ([x, y, width]) => `<rect x="${x}" y="${y}" width="${width}" height="${560 - y}" rx="6"/>`,
  );
  return `${standing.join('')}<path d="M480 570H1120"/>`;
}

function stars(): string {
  const places = [
    [420, 250],
    [560, 420],
    [650, 230],
    [760, 390],
    [880, 270],
    [980, 480],
    [480, 540],
    [1240, 470],
  ];
  const dots = places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="7" fill="#fff" stroke="none"/>`);
  return `${dots.join('')}<circle cx="1120" cy="290" r="80" fill="#f3ecd2" fill-opacity=".9" stroke="none"/>`;
}

function waves(): string {
  const lines = [350, 440, 530].map((y) => `<path d="M480 ${y}q80 -70 160 0t160 0t160 0t160 0"/>`);
  return lines.join('');
}
