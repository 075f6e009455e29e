using FluentValidation;
using WsAspire.ServiceDefaults.Tests.Catalog;

namespace WsAspire.ServiceDefaults.Tests.OpenApi;

/// <summary>Has a rule of each kind.</summary>
internal sealed class AddBookRequestValidator : AbstractValidator<AddBookRequest>
{
    public AddBookRequestValidator()
    {
        RuleFor(request => request.Reader).NotEmpty().MaximumLength(20).Matches(@"\A[a-z]+\z");
        RuleFor(request => request.Count).InclusiveBetween(1, 10);
        RuleFor(request => request.Limit).LessThan(10);
        RuleFor(request => request.Words).NotEmpty();
        RuleForEach(request => request.Words).Length(2, 5);
        RuleForEach(request => request.Chapters).SetValidator(new ChapterValidator());
        RuleFor(request => request.Shelf).MaximumLength(3).When(request => request.Count == 4);
    }

    private sealed class ChapterValidator : AbstractValidator<Book.Types.Chapter>
    {
        public ChapterValidator() => RuleFor(chapter => chapter.Title).NotEmpty();
    }
}
