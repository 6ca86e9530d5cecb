-- SPDX-FileCopyrightText: 2026 The CertDesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE second (id INTEGER);
INSERT INTO second VALUES (1);
