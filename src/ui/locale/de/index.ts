/**
 * German. It is fetched whole where it is wanted, and imports nothing from the page but types (language.ts says why). The field's
 * words, one for each concept, the same in every file:
 *
 * agent Agent · assistant Assistent · benchmark battery Testreihe · bet Wette · chapter Kapitel · beat Station · channel Kanal · claim Behauptung ·
 * conversation Gespräch · cue Hinweis · desirable, undesirable erwünscht, unerwünscht · environment Umgebung · evaluate auswerten ·
 * expected rating erwartete Bewertung · feedback model, rater Bewertungsmodell · fingerprint Fingerabdruck · gameable manipulierbar ·
 * gap, targeting gap Abstand, Targeting-Abstand · harm rate Schadensrate · harmful, harmless schädlich, harmlos · held-out
 * zurückgehalten · initial state Anfangszustand · implicit reward implizite Belohnung · judge Richter · learner Lernverfahren ·
 * log-ratio Log-Verhältnis · notes Notizen · policy Policy, Policies · preset Voreinstellung · rate bewerten · reference policy
 * Referenz-Policy · reply Antwort · re-ranking Umsortieren · run Lauf · scenario Szenario · reward margin Belohnungsmarge · select auswählen · setup Aufbau · sweep Reihe ·
 * transition model Übergangsmodell · trajectory Trajektorie · turn Runde · twin, twin effect Zwilling, Zwillingseffekt · untold
 * nicht bestimmbar · untrained untrainiert · update Anpassung · user model Nutzermodell.
 * As they are: KTO, LoRA, Seed, Iteration, Veto, Panel, Label, Token, nats, z0, Paper.
 * Nobody is addressed: infinitives and passives instead of Sie or du. Quotation marks are „ and “.
 */
import type { Tools, Translation } from '../language.ts';
import { archive } from './archive.ts';
import { cite } from './cite.ts';
import { claims } from './claims.ts';
import { compare } from './compare.ts';
import { embed } from './embed.ts';
import { faults } from './faults.ts';
import { handout } from './handout.ts';
import { lecture } from './lecture.ts';
import { lectureSentences } from './lectureSentences.ts';
import { library } from './library.ts';
import { locks } from './locks.ts';
import { midRun } from './midRun.ts';
import { models } from './models.ts';
import { modelNameOf, nameOf } from './names.ts';
import { options } from './options.ts';
import { page } from './page.ts';
import { ratios } from './ratios.ts';
import { refusals } from './refusals.ts';
import { selection } from './selection.ts';
import { selfTest } from './selfTest.ts';
import { sentences } from './sentences.ts';
import { share } from './share.ts';
import { site } from './site.ts';
import { story } from './story.ts';
import { storySentences } from './storySentences.ts';
import { sweep } from './sweep.ts';
import { talk } from './talk.ts';
import { trajectories } from './trajectories.ts';
import { users } from './users.ts';

export function translate(tools: Tools): Translation {
  const stored = archive(tools);
  const ofPage = page(tools);
  const ofLecture = lecture(tools);
  const ofClaims = claims(tools);
  const ofLectureSentences = lectureSentences(tools, ofPage, ofLecture);
  const ofTrajectories = trajectories(tools, stored);
  return {
    archive: stored,
    cite,
    claims: ofClaims,
    compare: compare(tools),
    embed,
    faults,
    handout: handout(tools),
    lecture: ofLecture,
    lectureSentences: ofLectureSentences,
    library: library(tools),
    locks: locks(tools),
    midRun,
    models: models(tools),
    names: { modelNameOf, nameOf },
    options,
    page: ofPage,
    ratios: ratios(tools),
    refusals: refusals(tools),
    selection: selection(tools),
    selfTest: selfTest(tools),
    sentences: sentences(tools, ofPage),
    share,
    site,
    story: story(tools),
    storySentences: storySentences(tools, ofClaims, ofLectureSentences),
    sweep: sweep(tools),
    talk: talk(tools, ofTrajectories),
    trajectories: ofTrajectories,
    users,
  };
}
