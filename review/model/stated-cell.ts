import type { AccessModel } from "../../access/access-model";
import type { Cell } from "../../access/cell";
import { listOf, statementsOf } from "../../synthesized/statements";

/**
 * Whether a principal's own policies state on a side what a cell of the other side is about. Such cells quote a
 * statement that no resource of the stacks is asked about; whether one is may change, while the statement stays.
 */
export function isStated({ principals, resources }: AccessModel, cell: Cell): boolean {
  if (resources.some(({ label }) => label === cell.resource)) return false;
  const policies = principals.find(({ label }) => label === cell.principal)?.policies ?? [];
  const [action] = cell.action.split(" if ");
  return policies
    .flatMap(({ document }) => statementsOf(document))
    .filter(({ Effect }) => Effect === "Allow")
    .some(
      ({ Action, Resource }) =>
        listOf(Action).includes(action ?? "") && listOf(Resource).includes(cell.resource),
    );
}
