import type { Check } from '../finding.ts';

/** An id is how alerts, suppressions and overrides know a rule. */
export const sameId: Check = {
  code: 'same-id',
  find: ({ rules, correlations }) => {
    const all = [...rules, ...correlations];
    const known = new Map(all.toReversed().map((one) => [one.id, one]));
    return all.flatMap((about) => {
      const first = known.get(about.id.replace(/#\d+$/, ''));
      // Those of several packs are told apart when they are read.
      if (!first || first === about || first.pack !== about.pack) return [];
      const { file, document } = first.place;
      const what = about.hasOwnId ? 'id' : 'file and title';
      return [
        {
          about,
          severity: 'warning',
          message: `"${first.title}" (${file}, document ${document}) has the same ${what}: this one answers to ${about.id}.`,
          suggestion: 'Give it an id of its own.',
        },
      ];
    });
  },
};
