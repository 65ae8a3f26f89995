-- Members and reminders of the silos, as the ADO.NET providers of Orleans ask for them: they read their statements from orleansquery
-- and know only the names of parameters and columns. Safe to run at every start.
CREATE TABLE IF NOT EXISTS orleansquery (querykey text PRIMARY KEY, querytext text NOT NULL);
CREATE TABLE IF NOT EXISTS clusters (deploymentid text PRIMARY KEY, version integer NOT NULL DEFAULT 0, at timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS members (
    deploymentid text NOT NULL REFERENCES clusters, address text NOT NULL, port integer NOT NULL, generation integer NOT NULL,
    siloname text NOT NULL, hostname text NOT NULL, status integer NOT NULL, proxyport integer, suspecttimes text,
    starttime timestamptz NOT NULL, iamalivetime timestamptz NOT NULL,
    PRIMARY KEY (deploymentid, address, port, generation));
CREATE TABLE IF NOT EXISTS reminders (
    serviceid text NOT NULL, grainid text NOT NULL, remindername text NOT NULL, starttime timestamptz NOT NULL, period bigint NOT NULL,
    grainhash integer NOT NULL, version integer NOT NULL DEFAULT 0,
    PRIMARY KEY (serviceid, grainid, remindername));
CREATE INDEX IF NOT EXISTS reminders_hash ON reminders (serviceid, grainhash);

INSERT INTO orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', $$
    WITH made AS (INSERT INTO clusters (deploymentid) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1) SELECT EXISTS (SELECT FROM made)
$$),
('MembershipReadAllKey', $$
    SELECT c.version, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime, m.iamalivetime
    FROM clusters c LEFT JOIN members m USING (deploymentid) WHERE c.deploymentid = @DeploymentId
$$),
('MembershipReadRowKey', $$
    SELECT c.version, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime, m.iamalivetime
    FROM clusters c LEFT JOIN members m ON m.deploymentid = c.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    WHERE c.deploymentid = @DeploymentId
$$),
('InsertMembershipKey', $$
    WITH moved AS (UPDATE clusters SET version = version + 1, at = now() WHERE deploymentid = @DeploymentId AND version = @Version RETURNING 1),
    made AS (
        INSERT INTO members (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
        SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
        ON CONFLICT DO NOTHING RETURNING 1)
    SELECT EXISTS (SELECT FROM made)
$$),
('UpdateMembershipKey', $$
    WITH moved AS (UPDATE clusters SET version = version + 1, at = now() WHERE deploymentid = @DeploymentId AND version = @Version RETURNING 1),
    changed AS (
        UPDATE members SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
        WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation AND EXISTS (SELECT FROM moved) RETURNING 1)
    SELECT EXISTS (SELECT FROM changed)
$$),
('UpdateIAmAlivetimeKey', $$
    UPDATE members SET iamalivetime = @IAmAliveTime
    WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
('GatewaysQueryKey', $$
    SELECT address, proxyport, generation FROM members WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0
$$),
('CleanupDefunctSiloEntriesKey', $$
    DELETE FROM members WHERE deploymentid = @DeploymentId AND iamalivetime < @IAmAliveTime AND status = 6
$$),
('DeleteMembershipTableEntriesKey', $$
    WITH gone AS (DELETE FROM members WHERE deploymentid = @DeploymentId) DELETE FROM clusters WHERE deploymentid = @DeploymentId
$$),
('ReadReminderRowsKey', $$
    SELECT grainid, remindername, starttime, period, version FROM reminders WHERE serviceid = @ServiceId AND grainid = @GrainId
$$),
('ReadReminderRowKey', $$
    SELECT grainid, remindername, starttime, period, version FROM reminders WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName
$$),
('ReadRangeRows1Key', $$
    SELECT grainid, remindername, starttime, period, version FROM reminders WHERE serviceid = @ServiceId AND grainhash > @BeginHash AND grainhash <= @EndHash
$$),
('ReadRangeRows2Key', $$
    SELECT grainid, remindername, starttime, period, version FROM reminders WHERE serviceid = @ServiceId AND (grainhash > @BeginHash OR grainhash <= @EndHash)
$$),
('UpsertReminderRowKey', $$
    INSERT INTO reminders (serviceid, grainid, remindername, starttime, period, grainhash)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash)
    ON CONFLICT (serviceid, grainid, remindername) DO UPDATE
    SET starttime = excluded.starttime, period = excluded.period, grainhash = excluded.grainhash, version = reminders.version + 1
    RETURNING version
$$),
('DeleteReminderRowKey', $$
    WITH gone AS (
        DELETE FROM reminders WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName AND version = @Version RETURNING 1)
    SELECT EXISTS (SELECT FROM gone)
$$),
('DeleteReminderRowsKey', $$
    DELETE FROM reminders WHERE serviceid = @ServiceId
$$)
ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext;
