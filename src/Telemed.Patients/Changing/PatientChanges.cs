using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Patients.Keeping;
using Telemed.Patients.Listing;
using Telemed.ReadModel;
using Answer = Telemed.Contracts.Answer<Telemed.Patients.Listing.PatientView>;
using Decision = Telemed.Kernel.Decision<Telemed.Patients.PatientEvent, Telemed.Patients.PatientRefusal>;
using Outcome = Telemed.Kernel.Outcome<Telemed.Patients.PatientState, Telemed.Patients.PatientRefusal>;

namespace Telemed.Patients.Changing;

/// <summary>Changes to a registered patient: by staff who may read the patient, the person in the vault first and then the fact in the log.</summary>
internal sealed class PatientChanges(ICaseOwner cases, PersonStore persons, PatientRows rows, ProjectionEngine readModel)
{
    private const int MostAttempts = 5;

    /// <param name="by">The command.</param>
    /// <param name="id">The patient.</param>
    /// <param name="change">The person afterwards; the same object when personal data does not change.</param>
    /// <param name="decide">The rule; gets the name of the version that was written.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<Answer> Run(
        Command by, string id, Func<PersonData, PersonData> change, Func<PatientState, string, Decision> decide, CancellationToken cancellationToken)
    {
        if (!id.All(char.IsAsciiLetterOrDigit)) return Problem.NotFound;
        for (var attempt = 1; ; attempt++)
        {
            var loaded = await cases.Load(PatientRules.Aggregate, id, cancellationToken);
            if (!MayChange(by.Caller, id, loaded.State)) return Problem.NotFound;
            if (loaded.State.Record is not { } present || await persons.Get(id, present, cancellationToken) is not { } person) return Problem.NotFound;

            var (after, record) = (change(person), present);
            if (!ReferenceEquals(after, person))
                await persons.Put(id, record = persons.RecordOf(by, after), after, loaded.State.Institutions, cancellationToken);
            var outcome = await cases.Transact(PatientRules.Aggregate, id, by.SeenVersion ?? loaded.Version, by.Context(), state => decide(state, record), cancellationToken);
            if (outcome is Outcome.Stale && by.SeenVersion is null && attempt < MostAttempts) continue;   // the change was worked out on an older person
            if (outcome is Outcome.Done done) await readModel.WaitFor(new(PatientRules.Category, id), done.Version, cancellationToken);
            return outcome.ToAnswer(new StreamId(PatientRules.Category, id),
                (state, version) => PatientView.Of(id, state, after, version, ChinaTime.Day(by.At)), taken: Taken);
        }
    }

    private bool MayChange(Caller caller, string id, PatientState state) =>
        caller.InstitutionId is { } institution && (caller.Is(Role.Physician) || caller.Is(Role.Office))
        && (state.Institutions.Contains(institution) || rows.MayRead(caller, id) is not null);

    // Whose document it is stays unsaid: the caller may have no business with that person.
    private static Problem Taken(string key, StreamId by) =>
        new(409, "document-taken", new("该证件已登记为另一居民", "This document is registered to another person"));
}
