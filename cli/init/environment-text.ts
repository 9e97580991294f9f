import type { Answers } from "./answers";

/** The file of a new environment: environments/minimal.yaml with the answers, and a backend. */
export function environmentText(name: string, answers: Answers): string {
  const { region, sourceAccount, consumerAccount, table, partitionKey } = answers;
  const functionName = functionNameOf(table);
  return `# yaml-language-server: $schema=./environment.schema.json
# Made by \`npm run init\`. What is left out has a default; docs/configuration.md lists all settings, and example.yaml
# explains the most common ones. Deploy it with
#
#   ENVIRONMENT=${name} npx cdktf deploy '*'

region: ${quoted(region)}

# The role OrganizationAccountAccessRole of each account deploys into it. \`deployRole\` names another one, or null for
# your own credentials.
accounts:
  source: { id: ${quoted(sourceAccount)} }
  consumer: { id: ${quoted(consumerAccount)} }

# Where Terraform keeps its state.
backend: ${backendText(name, answers)}

# The table whose stream is read, and who may read it. \`stack\` names the stack, for good: its state is found by it.
sources:
  changes:
    account: source
    stack: source
    tableName: ${quoted(table)}
    partitionKey: { name: ${quoted(partitionKey)} }
    readers: [{ consumer: handler }]

# The function that reads the stream.
consumers:
  handler:
    account: consumer
    stack: consumer
    roleName: ${quoted(`${functionName}-handler`)}
    function: { name: ${quoted(functionName)} }
    mappings: [{ source: changes }]
`;
}

/** The table's name in what a function, a role and a bucket may be called, with room for their endings. */
function functionNameOf(table: string): string {
  const words = table.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return `${words.slice(0, 16).replace(/^-+|-+$/g, "") || "table"}-changes`;
}

function backendText(name: string, { backend, stateBucket = "", organization = "" }: Answers): string {
  if (backend === "s3") {
    return `{ type: s3, bucket: ${quoted(stateBucket)}, keyPrefix: ${quoted(`streams/${name}`)} }`;
  }
  if (backend === "cloud") {
    const prefix = `${name.replace(/[^A-Za-z0-9_-]/g, "-")}-`;
    return `{ type: cloud, organization: ${quoted(organization)}, workspacePrefix: ${quoted(prefix)} }`;
  }
  return `{ type: ${quoted(backend)} }`;
}

/** JSON is YAML, and in quotes nothing is taken for a number. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
