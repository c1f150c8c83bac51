import { join, resolve } from 'node:path';
import { below } from '../../foundation/files/below.ts';
import { openFolder } from '../../foundation/files/folder.ts';
import { openS3 } from '../../foundation/files/s3.ts';
import type { FileStore } from '../../foundation/files/store.ts';
import { type BackupConfig, bucketShape } from '../settings/backup-settings.ts';

/** Where backups are kept; `scratch` is a folder for temporary files, on the disk of the place. */
export type Place = { store: FileStore; scratch: string; name: string };

/** Opens a folder, or `s3://bucket/prefix` at the store of the settings. */
export function openPlace(
  to: string,
  { s3, scratchDir: scratch }: Pick<BackupConfig, 's3'> & { scratchDir: string },
): Place {
  if (!to.startsWith('s3:')) {
    const folder = resolve(to);
    return { store: openFolder(folder), scratch: join(folder, 'incoming'), name: folder };
  }
  const [, bucket, prefix = ''] = bucketShape.exec(to) ?? [];
  if (bucket === undefined)
    throw new Error('A bucket for backups must be like s3://bucket or s3://bucket/folder.');
  const { endpoint, region, accessKeyId, secretAccessKey } = s3;
  if (endpoint === undefined)
    throw new Error(
      'Backups to s3:// need BACKUP_S3_ENDPOINT, the address of the store without a bucket, like https://s3.example.',
    );
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new Error(
      'Backups to s3:// need BACKUP_S3_ACCESS_KEY_ID and BACKUP_S3_SECRET_ACCESS_KEY, or S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.',
    );
  const keys = { region, accessKeyId, secretAccessKey, setting: 'BACKUP_TO, BACKUP_S3_ENDPOINT' };
  const store = openS3({ ...keys, endpoint: `${endpoint}/${bucket}` }, scratch);
  if (prefix === '') return { store, scratch, name: to };
  return { store: below(store, prefix.endsWith('/') ? prefix : `${prefix}/`), scratch, name: to };
}
