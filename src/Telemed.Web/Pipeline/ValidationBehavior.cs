using MediatR;
using Telemed.Contracts;

namespace Telemed.Web.Pipeline;

/// <summary>Tells everything that is wrong with a request at once, before anything is looked up.</summary>
internal sealed class ValidationBehavior<TRequest, TAnswer> : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer>, IValidated where TAnswer : IAnswer<TAnswer>
{
    public Task<TAnswer> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next)
    {
        var errors = new FieldErrors();
        request.Validate(errors);
        return errors.None ? next() : Task.FromResult(TAnswer.From(Problem.Invalid(errors.Found)));
    }
}
