import { urnOf } from '../../foundation/ids.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { unlessEmpty } from '../../foundation/unless-empty.ts';
import type { Article } from '../../edition/show/schema.ts';
import type { Agency } from '../../library/agencies/schema.ts';
import type { Byline } from '../../library/bylines/schema.ts';
import { isSafeAddress } from '../../library/body/parts.ts';
import type { Site } from '../../library/site.ts';
import { homeOf } from '../addresses/site-home.ts';
import type { Policies } from '../../library/policies.ts';
import { limitsInWords } from '../../library/picture-rights.ts';
import type { Picture } from '../../library/pictures/records/schema.ts';
import { holdersOf, type Rights } from '../../library/rights.ts';

const policyProperties: Record<keyof Policies, string> = {
  ethics: 'ethicsPolicy',
  corrections: 'correctionsPolicy',
  editorial: 'publishingPrinciples',
  unnamedSources: 'unnamedSourcesPolicy',
  factChecking: 'verificationFactCheckingPolicy',
  ownership: 'ownershipFundingInfo',
  diversity: 'diversityPolicy',
  feedback: 'actionableFeedbackPolicy',
};

function told(policies: Policies = {}) {
  return Object.fromEntries(
    Object.entries(policies).map(([policy, href]) => [policyProperties[policy as keyof Policies], href]),
  );
}

/** The site as the organisation that publishes. */
export function publisherOf(site: Site) {
  const { name, logo, policies } = site;
  const url = homeOf(site);
  return omitAbsent({
    '@type': 'NewsMediaOrganization',
    '@id': `${url}#publisher`,
    name,
    url,
    logo: logo === undefined ? undefined : { '@type': 'ImageObject', url: logo },
    ...told(policies),
  });
}

/** An agency as a NewsMediaOrganization with its policies. */
export function organisation({ id, name, url, logo, founded, owner, policies }: Agency) {
  return omitAbsent({
    '@type': 'NewsMediaOrganization',
    '@id': urnOf(id),
    name,
    url,
    logo: logo && { '@type': 'ImageObject', url: logo.src, ...sizeOf(logo) },
    foundingDate: founded === undefined ? undefined : String(founded),
    parentOrganization: owner && { '@type': 'Organization', name: owner.name },
    ...told(policies),
  });
}

/**
 * A picture with its credit and the terms of its use, whole and in the ratios that search engines show. The
 * photographers of the story made what names neither creators nor a supplier.
 */
export function images(picture: Picture, photographers: object[] | undefined): object[] {
  const {
    caption,
    headline,
    creditLine,
    creators = [],
    agency,
    rights = {},
    contentCreated,
    place,
  } = picture;
  const { usableUntil, placesShown = [] } = picture;
  const makers = unlessEmpty(creators.map(({ name }) => ({ '@type': 'Person', name })));
  const words = omitAbsent({
    caption,
    name: headline,
    creditText: creditLine,
    creator: makers ?? (agency ? undefined : photographers),
    sourceOrganization: agency && { '@type': 'Organization', name: agency.name },
    ...jsonLdRights(rights),
    license: rights.webStatement,
    acquireLicensePage: rights.licensors?.find(({ url }) => url !== undefined)?.url,
    expires: usableUntil,
    conditionsOfAccess: limitsInWords(picture),
    regionsAllowed: rights.territories?.map((identifier) => ({ '@type': 'Country', identifier })),
    dateCreated: contentCreated,
    locationCreated: place === undefined ? undefined : { '@type': 'Place', name: place },
    contentLocation: unlessEmpty(placesShown.map((name) => ({ '@type': 'Place', name }))),
    digitalSourceType: jsonLdSourceType(picture.digitalSourceType),
  });
  const byRatio = Map.groupBy(picture.renditions ?? [], ({ ratio }) => ratio);
  return [...byRatio.values()].map((renditions) => {
    const largest = renditions.at(-1)!;
    return {
      '@type': 'ImageObject',
      url: largest.src,
      contentUrl: largest.src,
      encodingFormat: 'image/jpeg',
      ...sizeOf(largest),
      ...words,
    };
  });
}

/** Width and height in pixels: `E37` of UN/CEFACT. */
function sizeOf({ width, height }: { width: number; height: number }) {
  return {
    width: { '@type': 'QuantitativeValue', value: width, unitCode: 'E37' },
    height: { '@type': 'QuantitativeValue', value: height, unitCode: 'E37' },
  };
}

/** Rights as properties of schema.org. */
export function jsonLdRights({ holder, notice, usageTerms }: Rights) {
  const [first, ...more] = holdersOf({ holder }).map((name) => ({ '@type': 'Organization', name }));
  return {
    copyrightHolder: first && more.length > 0 ? [first, ...more] : first,
    copyrightNotice: notice,
    usageInfo: usageTerms === undefined ? undefined : { '@type': 'CreativeWork', text: usageTerms },
  };
}

type Role = Article['bylines'][number]['role'];

/** Everybody who did this part of the work: people as persons, desks as organisations. */
export function people({ bylines }: Article, role: Role) {
  return unlessEmpty(
    bylines.filter((credit) => credit.role === role).map(({ byline }) => personOrDesk(byline)),
  );
}

/** The byline as printed: a name, of which nobody knows whether it is of a person, of several or of a desk. */
export function asPrinted({ bylineText: name }: Pick<Article, 'bylineText'>) {
  return name === undefined ? undefined : [{ name }];
}

/** Contributors, and photographers, for whom an article has no property of their own. */
export function contributors(story: Article) {
  const photographers = people(story, 'photographer') ?? [];
  return unlessEmpty([
    ...(people(story, 'contributor') ?? []),
    ...photographers.map((contributor) => ({ '@type': 'Role', roleName: 'photographer', contributor })),
  ]);
}

function personOrDesk({ id, kind, name, jobTitle, contacts = [] }: Byline) {
  const [url, ...others] = contacts
    .filter((contact) => contact.kind === 'url' && isSafeAddress(contact.value))
    .map(({ value }) => value);
  return omitAbsent({
    '@type': kind === 'person' ? 'Person' : 'Organization',
    '@id': urnOf(id),
    name,
    url,
    sameAs: unlessEmpty(others),
    jobTitle: kind === 'person' ? jobTitle : undefined,
  });
}

/** A digital source type as schema.org names it; undefined for those that it does not have. */
export function jsonLdSourceType(type: Article['digitalSourceType']): string | undefined {
  return type && sourceTypes[type];
}

// The enumeration IPTCDigitalSourceEnumeration of schema.org has these members, named as IPTC names them.
const sourceTypes: Partial<Record<string, string>> = {
  algorithmicallyEnhanced: 'https://schema.org/AlgorithmicallyEnhancedDigitalSource',
  algorithmicMedia: 'https://schema.org/AlgorithmicMediaDigitalSource',
  compositeWithTrainedAlgorithmicMedia:
    'https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource',
  dataDrivenMedia: 'https://schema.org/DataDrivenMediaDigitalSource',
  digitalCapture: 'https://schema.org/DigitalCaptureDigitalSource',
  trainedAlgorithmicMedia: 'https://schema.org/TrainedAlgorithmicMediaDigitalSource',
  virtualRecording: 'https://schema.org/VirtualRecordingDigitalSource',
  screenCapture: 'https://schema.org/ScreenCaptureDigitalSource',
  negativeFilm: 'https://schema.org/NegativeFilmDigitalSource',
  positiveFilm: 'https://schema.org/PositiveFilmDigitalSource',
  print: 'https://schema.org/PrintDigitalSource',
  composite: 'https://schema.org/CompositeDigitalSource',
  compositeCapture: 'https://schema.org/CompositeCaptureDigitalSource',
  compositeSynthetic: 'https://schema.org/CompositeSyntheticDigitalSource',
};
