namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>The rule of the files that a job names beside its source: each is a path of this machine.</summary>
internal static class ResourceRules
{
    public static void Check(DatasetJobSpec spec, MistakeList mistakes)
    {
        foreach (var resource in JobResource.Of(spec))
        {
            if (!mistakes.AnyAt(resource.Field))
            {
                JobRules.CheckUri(resource.Uri, resource.Field, mistakes);
            }
        }
    }
}
