/** The types that pages are written with, under names that stay. All others: `components['schemas']['…']`. */
import type { components } from './contract.ts';

type Schemas = components['schemas'];

export type Article = Schemas['Article'];
export type ArticleSummary = Schemas['ArticleSummary'];
export type ArticleKind = Schemas['ArticleKind'];
export type Agency = Schemas['Agency'];
export type Alert = Schemas['Alert'];
export type Byline = Schemas['Byline'];
export type Section = Schemas['Section'];
export type Topic = Schemas['Topic'];
export type Credit = Schemas['Credit'];
export type Media = Schemas['Media'];
export type Picture = Schemas['Picture'];
export type Block = Schemas['Block'];
export type TextBlock = Schemas['TextBlock'];
export type ArticleLink = Schemas['ArticleLink'];
export type Change = Schemas['PublicChange'];
export type SearchHit = Schemas['SearchHit'];
export type Problem = Schemas['Problem'];
export type Fault = Schemas['Fault'];
export type Tombstone = Schemas['Tombstone'];
export type ArticleIn = Schemas['ArticleIn'];
export type ArticlePatch = Schemas['ArticlePatch'];
export type DeskArticle = Schemas['DeskArticle'];
export type DeskArticleSummary = Schemas['DeskArticleSummary'];
