import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type JobView, routes } from '../../../../src/contract/index.ts';
import { type UploadPart, upload } from '../../api/index.ts';

interface Upload {
  readonly mapping: string;
  readonly files: readonly File[];
  readonly isDry: boolean;
}

/** Sends a mapping and its files, with the share that has left; the job that works on them, or undefined after an error. */
export function useUpload() {
  const queries = useQueryClient();
  const [state, setState] = useState<{ readonly isPending: boolean; readonly share: number; readonly error?: unknown }>(
    {
      isPending: false,
      share: 0,
    },
  );
  const send = async ({ mapping, files, isDry }: Upload): Promise<JobView | undefined> => {
    setState({ isPending: true, share: 0 });
    const parts: readonly UploadPart[] = [
      { name: 'mapping', content: mapping },
      ...files.map((file) => ({ name: 'file', content: file, fileName: file.name })),
    ];
    try {
      const job = await upload(routes.startImport, { query: { dryRun: isDry }, parts }, (share) =>
        setState({ isPending: true, share }),
      );
      setState({ isPending: false, share: 1 });
      void queries.invalidateQueries({ queryKey: [routes.listJobs.id] });
      return job;
    } catch (error) {
      setState({ isPending: false, share: 0, error });
      return undefined;
    }
  };
  return { ...state, send };
}
