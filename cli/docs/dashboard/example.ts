import { type Dashboard, dashboardOf } from "../../../alarms/dashboard/dashboard-of";
import { checkEnvironment } from "../../../config/load-environment";
import { fromLoaded } from "../../../config/loaded";

const READER = { consumer: "order-events" };

function source(tableName: string) {
  return { account: "shop", tableName, partitionKey: { name: "id" }, readers: [READER] };
}

/** An environment of the documents' own: those in environments/ are the user's. */
const ENVIRONMENT = {
  region: "eu-central-1",
  backend: { type: "local" },
  accounts: { shop: { id: "123456789012" }, analytics: { id: "210987654321" } },
  sources: {
    orders: {
      ...source("Orders"),
      tables: { devices: { tableName: "Devices", partitionKey: { name: "id" } } },
      accessRoles: {
        devices: {
          roleName: "read-devices",
          allow: [{ actions: ["dynamodb:Scan"], table: "devices" }],
          trusted: [{ ...READER, function: "reader-api" }],
        },
      },
    },
    payments: source("Payments"),
    returns: source("Returns"),
  },
  consumers: {
    "order-events": {
      account: "analytics",
      roleName: "OrderEventsHandler",
      function: { name: "order-events" },
      readerApi: {
        roleName: "read-devices-api",
        source: "orders",
        accessRole: "devices",
        table: "devices",
        function: { name: "read-devices-api" },
      },
      mappings: [{ source: "orders" }, { source: "payments" }, { source: "returns" }],
    },
  },
};

/** The dashboard of docs/dashboard.md: three sources and a reader API. */
export function exampleDashboard(): Dashboard {
  const environment = fromLoaded(checkEnvironment(ENVIRONMENT).environment, "the example");
  return fromLoaded(dashboardOf(environment, "order-events"), "its dashboard");
}
