-- Whether the mark was put into a folder that several servers share: a server that does not find it has another folder.
ALTER TABLE store_mark ADD COLUMN shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1));
