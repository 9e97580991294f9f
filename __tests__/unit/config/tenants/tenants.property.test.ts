import fc from "fast-check";
import { EnvironmentError } from "../../../../config/environment-error";
import { stackNames } from "../../../../config/stack-names";
import { besideFile, environmentOf, errorsOf, withTenants } from "./support";

const RUNS = { numRuns: Number(process.env.FUZZ_RUNS ?? 50), seed: 20260131 };

const id = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/);
const tenants = fc
  .uniqueArray(id, { minLength: 2, maxLength: 12 })
  .map((ids) => ids.map((tenant, place) => ({ tenant, account: String(300_000_000_000 + place) })));

test("the order of tenants changes nothing, and one tenant more changes nothing of the others", () => {
  fc.assert(
    fc.property(tenants, fc.nat(), (list, pick) => {
      // Prepare
      const gone = list[pick % list.length];
      const fewer = list.filter((one) => one !== gone);

      // Act
      const all = environmentOf(withTenants(list));
      const reversed = environmentOf(withTenants([...list].reverse()));
      const without = environmentOf(withTenants(fewer));

      // Assess
      expect(JSON.stringify(reversed)).toBe(JSON.stringify(all));
      const name = `changes-${gone?.tenant}`;
      const { [name]: _source, ...sources } = all.sources;
      const { [name]: _stack, ...stacks } = stackNames(all).sources;
      expect(without.sources).toEqual(sources);
      expect(stackNames(without).sources).toEqual(stacks);
      expect(without.consumers.handler?.mappings).toEqual(
        all.consumers.handler?.mappings.filter(({ source }) => source !== name),
      );
    }),
    RUNS,
  );
});

test("any text as a file is either read or refused with places, never a crash", () => {
  const cell = fc.oneof(
    fc.constantFrom("tenant", "account", "enabled", "tag:x", "true", "300000000001", '"', "#", "__proto__"),
    fc.string({ maxLength: 8 }),
  );
  const csv = fc
    .array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 })
    .map((lines) => ["tenant,account", ...lines.map((cells) => cells.join(","))].join("\n"));
  const file = fc.tuple(
    fc.constantFrom("a.csv", "a.tenants.yaml"),
    fc.oneof(csv, fc.string({ maxLength: 60 })),
  );
  fc.assert(
    fc.property(file, ([name, text]) => {
      // Act
      const errors = besideFile(name, text, (folder) => {
        try {
          return errorsOf(withTenants(name), folder);
        } catch (error) {
          expect(error).toBeInstanceOf(EnvironmentError);
          return ["not YAML"];
        }
      });

      // Assess
      for (const error of errors) expect(error).toMatch(/^(a\.csv, line \d+|a\.tenants|sources\.|not YAML)/);
    }),
    RUNS,
  );
});
