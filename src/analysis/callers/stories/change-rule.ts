/** A call as far as the rule needs it. */
export interface Deed {
  /** Such as ec2.amazonaws.com. */
  readonly source: string;
  readonly name: string;
  /** CloudTrail's `readOnly`; records before eventVersion 1.06 or so have none. */
  readonly readOnly?: boolean | undefined;
}

/** Consoles ask these by themselves, for hours: counted in 32 recorded console sessions. */
const POLLED = new Set(
  [
    ...['ce', 'compute-optimizer', 'discovery-marketplace', 'health', 'notifications'],
    ...['resource-explorer-2', 'servicecatalog-appregistry', 'support', 'trustedadvisor'],
  ].map((service) => `${service}.amazonaws.com`),
);
/** Permissions of a page and the pulse of a terminal; a question to logs changes nothing, whatever readOnly says. */
const POLLS =
  /^(Test|Download|SimulatePrincipalPolicy$|StartQuery$|StopQuery$|GetQueryResults$|SendHeartBeat$)/;
/** Credentials and data keys are made for somebody and leave nothing behind. */
const FLEETING = /^(AssumeRole|AssumeRoot|GetSessionToken$|GetFederationToken$|GenerateDataKey)/;
/** What opens CloudShell and keeps it open; what is typed there is logged by itself. */
const SHELL = 'cloudshell.amazonaws.com';
const READS =
  /^(Batch)?(Get|List|Describe|Head|Lookup|Search|Query|Scan|Select|View|Preview|Estimate|Check|Validate|Verify|Simulate|Discover|Count|Filter|Decrypt)(?![a-z])/;

/** What the console asks by itself: it stretches a story and is not told. */
export function isPoll({ source, name, readOnly }: Deed): boolean {
  if (POLLS.test(name)) return true;
  return (POLLED.has(source) && !isWrite({ source, name, readOnly })) || source === SHELL;
}

/**
 * Whether a call changes something: CloudTrail's word for it, without one the verb's; what is known to leave nothing
 * behind never does.
 */
export function isChange(deed: Deed): boolean {
  const { source, name } = deed;
  if (source === 'signin.amazonaws.com' || source === SHELL) return false;
  return isWrite(deed) && !FLEETING.test(name) && !POLLS.test(name);
}

function isWrite({ name, readOnly }: Deed): boolean {
  return readOnly === undefined ? !READS.test(name) : !readOnly;
}
