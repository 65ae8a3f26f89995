using MediatR;
using Telemed.Contracts;
using Telemed.Silos.Routing;

namespace Telemed.Silos.Tests;

public sealed class CaseCommandsTests
{
    private static readonly CaseCommands Commands = new();

    [Fact]
    public void Every_command_of_consultations_and_referrals_goes_to_a_case_and_every_question_stays()
    {
        var requests = Commands.All.Select(route => route.Request.Assembly).Distinct()
            .Where(a => a.GetName().Name is "Telemed.Consultations" or "Telemed.Referrals")
            .SelectMany(a => a.GetTypes()).Where(t => !t.IsAbstract && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>))).ToArray();
        string[] asking = ["Get", "List", "Count"];
        foreach (var request in requests.Where(OfRounds)) Assert.Null(Commands.Of(request));   // they go through many cases, where they arrive
        foreach (var request in requests.Where(r => !OfRounds(r)))
            Assert.True(Commands.Of(request) is not null ^ asking.Any(word => request.Name.StartsWith(word, StringComparison.Ordinal)), request.Name);
        Assert.Contains(Commands.All, route => route.Category == "recognition");
    }

    private static bool OfRounds(Type request) => request.Namespace!.StartsWith("Telemed.Consultations.Rounds", StringComparison.Ordinal);

    [Fact]
    public void What_names_no_case_is_left_to_the_handler()
    {
        var caller = new Caller("a", null, null, null, null, new HashSet<Role> { Role.Physician });
        var command = new Command(caller, "k", null, null, DateTimeOffset.UnixEpoch);
        var route = Commands.Of(typeof(Consultations.Opening.SubmitConsultation))!;
        Assert.Equal("0199-a", route.IdOf(new Consultations.Opening.SubmitConsultation(command, "0199-a")));
        Assert.Null(route.IdOf(new Consultations.Opening.SubmitConsultation(command, "../x y")));
        Assert.Null(route.IdOf(new Consultations.Opening.SubmitConsultation(command, new string('a', 65))));
    }

    [Fact]
    public void A_name_that_is_not_in_the_list_is_not_a_command() =>
        Assert.Throws<InvalidOperationException>(() => Commands.Named("System.Diagnostics.Process"));

    [Fact]
    public void A_command_keeps_its_content_on_the_way()
    {
        var caller = new Caller("doctor", "p1", "i1", null, null, new HashSet<Role> { Role.Physician, Role.Office });
        var at = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
        var sent = new Consultations.Answering.DeclineConsultation(new(caller, "k1", "hash", 7, at), "c1", new("noCapacity", "床位已满", null));
        var there = (Consultations.Answering.DeclineConsultation)new CaseCommand("x", CaseJson.Read(CaseJson.Write(sent), sent.GetType()), null).As(sent.GetType());
        Assert.Equal(sent.Body, there.Body);
        Assert.Equal((sent.Id, sent.Command.CommandId, sent.Command.BodyHash, sent.Command.SeenVersion, sent.Command.At), (there.Id, there.Command.CommandId, there.Command.BodyHash, there.Command.SeenVersion, there.Command.At));
        Assert.True(sent.Command.Caller.Roles.SetEquals(there.Command.Caller.Roles));
    }
}
