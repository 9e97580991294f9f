export { removeOwnTemporaryFolder as default } from "./own-temporary-folder";
